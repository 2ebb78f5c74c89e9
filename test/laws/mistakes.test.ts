// Law 7: a wrong declaration stops synthesis, with one message for each mistake, and leaves what is there as it was.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { drawOf } from './random/draw';
import { randomApp } from './random/stacks';

/** A place, a wrong value for it, and how the message about it begins. Each stands on its own. */
const MISTAKES: [place: string, value: unknown, message: RegExp][] = [
  ['WorkloadProps.image', 'example/server', /^\[\S+\] the image "example\/server" has no tag/],
  ['ServedProps.port', 80, /^\[\S+\] port is 80; allowed is a whole number from 1024 to 65535/],
  ['ServedProps.replicas', 0, /^\[\S+\] replicas is 0; allowed is a whole number from 1/],
  ['WorkerProps.replicas', 1.5, /^\[\S+\] replicas is 1.5; allowed is a whole number/],
  ['EnvironmentProps.env{}', 7, /^\[\S+\] env\.\w+ is a number; allowed is text/],
  ['EnvironmentProps.secrets{}', 'hunter2', /^\[\S+\] secrets\["\w+"\] is text; allowed is a key of a Secret/],
  ['FileProps.writablePaths[]', 'cache', /^\[\S+\] the path "cache" cannot be mounted on/],
  ['Volume.emptyDir.sizeLimit', '1Gi', /^\[\S+\] the size of Volume\.emptyDir is text; allowed is a Size/],
  ['Security.user', 0, /^\[\S+\] security\.user is 0; allowed is a whole number from 1/],
  ['Termination.preStop', 5, /^\[\S+\] termination\.preStop is a number; allowed is a Duration/],
  ['RedisProps.memory', '256Mi', /^\[\S+\] memory is text; allowed is a Size/],
  ['RedisProps.eviction', 'lru', /^\[\S+\] eviction is "lru"; allowed are noeviction/],
  ['PostgresAccessProps.user', 'a b', /^\[\S+\] user is "a b"; allowed are 1 to 63/],
  ['ExternalServiceProps.port', 0, /^\[\S+\] port is 0; allowed is a whole number from 1/],
  ['IngressNginxRoutesProps.hosts[]', 'a_b', /^\[\S+\] the host "a_b" is no DNS name/],
  ['Route.prefix.path', '/a;b', /^\[\S+\] the path "\/a;b" is none that can be routed/],
  ['WebStackProps.labels{}', 'a b', /^\[\S+\] labels has the value "a b"/],
  ['PodDefaults.priorityClassName', 'A', /^\[\S+\] the PriorityClass "A" has a name that Kubernetes refuses/],
  ['PlatformProps.kubernetesVersion', '30', /^\[\S+\] platform\.kubernetesVersion is "30"/],
];

test.each(MISTAKES)('%s: %j is one message', (place, value, message) => {
  const seed = seedWith((given) => given.has(place));
  expect(refusal(seed, [[place, value]])).toEqual([expect.stringMatching(message)]);
});

test('of many mistakes each has its message, in one go', () => {
  const few = fc.subarray(MISTAKES, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(few, fc.integer({ min: 0, max: 10_000 }), (chosen, seed) => {
      const { given } = drawn(seed);
      const made = chosen.filter(([place]) => given.has(place));
      const messages = made.length === 0 ? [] : refusal(seed, made);
      for (const [place, , message] of made)
        expect([place, messages.filter((each) => message.test(each))]).toEqual([place, [expect.any(String)]]);
      expect(messages).toHaveLength(made.length);
    }),
    { seed: 1, numRuns: 100, endOnFailure: true },
  );
});

test('what was written before is left as it was', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'dist-'));
  writeFileSync(path.join(outdir, 'before.k8s.yaml'), 'before');
  const [place, value] = MISTAKES[0];
  const { app } = randomApp(
    drawOf(
      seedWith((given) => given.has(place)),
      new Map([[place, value]]),
    ),
  );
  Object.assign(app, { outdir });
  expect(() => app.synth()).toThrow('has no tag');
  expect(readdirSync(outdir)).toEqual(['before.k8s.yaml']);
  expect(existsSync(outdir) && readFileSync(path.join(outdir, 'before.k8s.yaml'), 'utf8')).toBe('before');
});

function drawn(seed: number) {
  const d = drawOf(seed);
  randomApp(d);
  return d;
}

function seedWith(wanted: (given: ReadonlyMap<string, unknown>) => boolean): number {
  for (let seed = 0; ; seed++) if (wanted(drawn(seed).given)) return seed;
}

function refusal(seed: number, mistakes: readonly (readonly [string, unknown, ...unknown[]])[]): string[] {
  const instead = new Map(mistakes.map(([place, value]) => [place, value]));
  try {
    randomApp(drawOf(seed, instead)).app.synthYaml();
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n');
    return lines.map((line) => line.trim());
  }
  return [];
}
