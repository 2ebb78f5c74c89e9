// Law 7: an invalid declaration stops synthesis, with one message for each error, and leaves existing files alone.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { synthesizeObjects } from '../manifests';
import { Draw } from './random/draw';
import { declareApp } from './random/stacks';

const RUNS = process.env.LAWS === 'all' ? 400 : 20;

/** Places, invalid values, and the beginnings of their messages. No error causes another. */
const INVALID: [place: string, value: unknown, message: RegExp][] = [
  ['ProgramProps.image', 'example/server', /^\[\S+\] the image "example\/server" has no tag/],
  ['HttpWorkloadProps.port', 80, /^\[\S+\] port is 80; allowed: a whole number from 1024 to 65535/],
  ['HttpWorkloadProps.replicas', 0, /^\[\S+\] replicas is 0; allowed: a whole number from 1/],
  ['WorkerProps.replicas', 1.5, /^\[\S+\] replicas is 1.5; allowed: a whole number/],
  ['EnvironmentProps.env{}', 7, /^\[\S+\] env\["[^"]+"\] is a number; allowed: text/],
  ['EnvironmentProps.secrets{}', 'hunter2', /^\[\S+\] secrets\["[^"]+"\] is text; allowed: a key of a Secret/],
  ['FileProps.writablePaths[]', 'cache', /^\[\S+\] writablePaths\[\d\] is "cache"; allowed: an absolute path/],
  ['Volume.emptyDir.sizeLimit', '1Gi', /^\[\S+\] the sizeLimit of Volume\.emptyDir is text; allowed: a Size/],
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
  ['PlatformProps.kubernetesVersion', '30', /^\[\S+\] Platform\.\w+\.kubernetesVersion is "30"/],
];

const seeds = findSeeds(INVALID.map(([place]) => place));

test.each(INVALID)('%s: %j gives one message', (place, value, message) => {
  expect(messagesOf(seeds.get(place)!, [[place, value]])).toEqual([expect.stringMatching(message)]);
});

test('gives all messages at once', () => {
  for (let seed = 0; seed < RUNS; seed++) {
    const draw = new Draw(seed);
    const places = placesIn(seed);
    const chosen = INVALID.filter(([place]) => places.has(place) && draw.boolean());
    const messages = messagesOf(seed, chosen);
    const found = chosen.map(([place, , message]) => [place, messages.filter((text) => message.test(text)).length]);
    expect({ seed, found, messages }).toEqual({
      seed,
      found: chosen.map(([place]) => [place, 1]),
      messages: chosen.map(() => expect.any(String)),
    });
  }
});

test('leaves existing files alone', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'dist-'));
  writeFileSync(path.join(outdir, 'before.k8s.yaml'), 'before');
  const [place, value] = INVALID[0];
  const { app } = declareApp(new Draw(seeds.get(place)!, new Map([[place, value]])));
  Object.assign(app, { outdir });
  expect(() => app.synth()).toThrow('has no tag');
  expect(readdirSync(outdir)).toEqual(['before.k8s.yaml']);
  expect(readFileSync(path.join(outdir, 'before.k8s.yaml'), 'utf8')).toBe('before');
});

function placesIn(seed: number): ReadonlySet<string> {
  const draw = new Draw(seed);
  declareApp(draw);
  return new Set(draw.values.keys());
}

/** Returns the seed of a random app for each place. */
function findSeeds(places: string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (let seed = 0; found.size < new Set(places).size; seed++) {
    const used = placesIn(seed);
    for (const place of places) if (used.has(place) && !found.has(place)) found.set(place, seed);
    if (seed > 1500) throw new Error(`no random app sets ${places.filter((place) => !found.has(place)).join(', ')}`);
  }
  return found;
}

/** Returns the messages for a random app in which values are replaced. */
function messagesOf(seed: number, replacements: readonly (readonly [string, unknown, ...unknown[]])[]): string[] {
  const { app } = declareApp(new Draw(seed, new Map(replacements.map(([place, value]) => [place, value]))));
  try {
    synthesizeObjects(app);
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}
