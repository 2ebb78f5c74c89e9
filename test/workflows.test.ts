// GitHub's workflows run pinned actions, with the permissions that each job needs and no more. `npm run lint:workflows`
// checks their syntax.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Job {
  readonly uses?: string;
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: { readonly run?: string; readonly uses?: string; readonly with?: Record<string, unknown> }[];
}

const FOLDER = '.github/workflows';
const texts = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]));
const jobs = [...texts].flatMap(([file, text]) => {
  return Object.entries(parse(text).jobs as Record<string, Job>).map(([name, job]) => ({
    name: `${file}: ${name}`,
    job,
  }));
});
const actions = [...texts.values()].flatMap((text) => [...text.matchAll(/uses: ([^.\s]\S*)(.*)$/gm)]);

/** The permissions of jobs beyond reading the repository. */
const GRANTS: Record<string, Record<string, string>> = {
  'release.yml: npm': { 'id-token': 'write' },
  'release.yml: pypi': { 'id-token': 'write' },
  'release.yml: nuget': { 'id-token': 'write' },
  'release.yml: maven': {},
  'release.yml: go': {},
  'release.yml: notes': { contents: 'write' },
};

test('every action is pinned by commit, with its version in a comment', () => {
  expect(actions.length).toBeGreaterThan(10);
  const loose = actions.filter(
    ([, action, comment]) => !/@[0-9a-f]{40}$/.test(action) || !/^ # v\d+\.\d+\.\d+$/.test(comment),
  );
  expect(loose.map(([line]) => line)).toEqual([]);
});

test('all workflows use the same version of an action', () => {
  const versions = new Set(actions.map(([line]) => line));
  const names = new Set(actions.map(([, action]) => action.split('@')[0]));
  expect(versions.size).toBe(names.size);
});

test.each([...texts])('%s grants nothing to all of its jobs', (_, text) => {
  expect(parse(text).permissions).toEqual({});
  expect(parse(text).concurrency).toBeDefined();
});

test.each(jobs)('$name has the permissions that it needs, and a time limit', ({ name, job }) => {
  expect(job.permissions).toEqual(GRANTS[name] ?? { contents: 'read' });
  if (job.uses === undefined) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
});

test('no expression is part of a shell command', () => {
  const commands = jobs.flatMap(({ job }) => job.steps ?? []).map(({ run }) => run ?? '');
  expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
});

test('a checkout keeps no credentials, except where the release pushes', () => {
  const checkouts = jobs
    .flatMap(({ job }) => job.steps ?? [])
    .filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
  const keeping = checkouts.filter((step) => step.with?.['persist-credentials'] !== false);
  expect(keeping.map((step) => step.with?.repository)).toEqual(['cdk8s-webstack/cdk8s-webstack-go']);
});
