// Law 7: a wrong declaration stops synthesis, with one message for each error, and leaves what is there as it was.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { drawOf } from './random/draw';
import { randomApp } from './random/stacks';

/** A place, a wrong value for it, and how the message about it begins. Each stands on its own. */
const WRONG: [place: string, value: unknown, message: RegExp][] = [
  ['ProgramProps.image', 'example/server', /^\[\S+\] the image "example\/server" has no tag/],
  ['HttpWorkloadProps.port', 80, /^\[\S+\] port is 80; allowed: a whole number from 1024 to 65535/],
  ['HttpWorkloadProps.replicas', 0, /^\[\S+\] replicas is 0; allowed: a whole number from 1/],
  ['WorkerProps.replicas', 1.5, /^\[\S+\] replicas is 1.5; allowed: a whole number/],
  ['EnvironmentProps.env{}', 7, /^\[\S+\] env\["[^"]+"\] is a number; allowed: text/],
  ['EnvironmentProps.secrets{}', 'hunter2', /^\[\S+\] secrets\["[^"]+"\] is text; allowed: a key of a Secret/],
  ['FileProps.writablePaths[]', 'cache', /^\[\S+\] writablePaths\[\d\] is "cache"; allowed: an absolute path/],
  ['Volume.emptyDir.sizeLimit', '1Gi', /^\[\S+\] the size of Volume\.emptyDir is text; allowed: a Size/],
  ['Security.user', 0, /^\[\S+\] security\.user is 0; allowed: a whole number from 1/],
  ['Termination.preStop', 5, /^\[\S+\] termination\.preStop is a number; allowed: a Duration/],
  ['RedisProps.memory', '256Mi', /^\[\S+\] memory is text; allowed: a Size/],
  ['RedisProps.eviction', 'lru', /^\[\S+\] eviction is "lru"; allowed: noeviction/],
  ['PostgresAccessProps.user', 'a b', /^\[\S+\] user is "a b"; allowed: 1 to 63/],
  ['ExternalServiceProps.port', 0, /^\[\S+\] port is 0; allowed: a whole number from 1/],
  ['IngressNginxRoutesProps.hosts[]', 'a_b', /^\[\S+\] hosts\[\d\] is "a_b"; allowed: a DNS name/],
  ['Route.prefix.path', '/a;b', /^\[\S+\] the path of Route\.prefix is "\/a;b"; allowed: at most 256/],
  ['WebStackProps.labels{}', 'a b', /^\[\S+\] labels\["[^"]+"\] is "a b"/],
  [
    'Scheduling.priorityClassName',
    'A',
    /^\[\S+\] (podDefaults\.)?scheduling\.priorityClassName is "A"; allowed: a PriorityClass name/,
  ],
  ['PlatformProps.kubernetesVersion', '30', /^\[\S+\] platform\.kubernetesVersion is "30"/],
];

test.each(WRONG)('%s: %j is one message', (place, value, message) => {
  const seed = seedWith((given) => given.has(place));
  expect(refusal(seed, [[place, value]])).toEqual([expect.stringMatching(message)]);
});

test('of many errors each has its message, in one go', () => {
  const few = fc.subarray(WRONG, { minLength: 2, maxLength: 6 });
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
  const [place, value] = WRONG[0];
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

function refusal(seed: number, errors: readonly (readonly [string, unknown, ...unknown[]])[]): string[] {
  const instead = new Map(errors.map(([place, value]) => [place, value]));
  try {
    randomApp(drawOf(seed, instead)).app.synthYaml();
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n');
    return lines.map((line) => line.trim());
  }
  return [];
}
