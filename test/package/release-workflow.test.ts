// The shell steps of the release: a tag has to be on main, and Maven Central has to accept the bundle.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { page } from '../readme';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
}

const { jobs } = parse(page('.github/workflows/release.yml')) as {
  jobs: Record<string, { readonly needs?: string[]; readonly steps: Step[] }>;
};
let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'release-workflow-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The place of a step in a job, by a part of its command. */
function indexOf(job: string, command: string): number {
  const index = jobs[job].steps.findIndex(({ run }) => run?.includes(command) === true);
  expect(index).toBeGreaterThanOrEqual(0);
  return index;
}

/** Runs a step as GitHub does. */
function runStep(job: string, command: string, env: Record<string, string> = {}) {
  const script = path.join(folder, 'step.sh');
  writeFileSync(script, jobs[job].steps[indexOf(job, command)].run!);
  const variables = { ...process.env, GITHUB_REF_NAME: 'v0.2.0', ...env };
  const { status, stdout, stderr } = spawnSync('bash', ['-e', script], {
    cwd: folder,
    env: variables,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the other registries wait for npm', () => {
  const needs = Object.entries(jobs).map(([name, job]) => [name, job.needs]);
  expect(Object.fromEntries(needs)).toEqual({
    npm: ['test', 'build'],
    pypi: ['test', 'build', 'npm'],
    nuget: ['test', 'build', 'npm'],
    maven: ['test', 'build', 'npm'],
    go: ['test', 'build', 'npm'],
    notes: ['npm', 'pypi', 'nuget', 'maven', 'go'],
  });
});

test('README has absolute links before it becomes part of the packages', () => {
  expect(indexOf('build', 'absolute-links.js')).toBeLessThan(indexOf('build', 'npm run build'));
  expect(indexOf('build', 'npm run build')).toBeLessThan(indexOf('build', 'jsii-pacmak'));
});

describe('the tag', () => {
  function git(...options: string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...options], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    return stdout.trim();
  }

  function commit(subject: string): string {
    git('commit', '--quiet', '--allow-empty', '--message', subject);
    return git('rev-parse', 'HEAD');
  }

  function runCheck(commitOfTag: string) {
    return runStep('build', 'merge-base', { GITHUB_SHA: commitOfTag });
  }

  beforeEach(() => git('init', '--quiet'));

  test.each(['the last commit', 'an earlier commit'])('is accepted on %s of main', (place) => {
    const [earlier, last] = [commit('Earlier'), commit('Last')];
    git('update-ref', 'refs/remotes/origin/main', last);
    expect(runCheck(place === 'the last commit' ? last : earlier).status).toBe(0);
  });

  test('is rejected on another branch', () => {
    git('update-ref', 'refs/remotes/origin/main', commit('On main'));
    expect(runCheck(commit('Beside main'))).toEqual({ status: 1, stdout: '', stderr: 'the tag is not on main\n' });
  });

  test('is checked first, with the history of main', () => {
    const [checkout, check] = jobs.build.steps;
    expect(checkout.with?.['fetch-depth']).toBe(0);
    expect(check.run).toContain('git merge-base');
  });
});

describe('Maven Central', () => {
  /** Answers the upload, then one state after the other; the last one again and again. */
  function publish(states: string[], upload = 'echo 28570f16') {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    mkdirSync(path.join(folder, 'build/jsii/java'), { recursive: true });
    writeFileSync(path.join(folder, 'states'), states.map((state) => `{ "deploymentState": "${state}" }\n`).join(''));
    const curl = `echo "$*" >> "${folder}/requests"
case "$*" in
  */upload*) ${upload} ;;
  *) head -n 1 "${folder}/states"; if [ "$(wc -l < "${folder}/states")" -gt 1 ]; then sed -i 1d "${folder}/states"; fi ;;
esac`;
    const programs = { curl, zip: 'exit 0', sleep: `echo "$1" >> "${folder}/sleeps"` };
    for (const [name, program] of Object.entries(programs)) {
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${program}\n`);
      chmodSync(path.join(bin, name), 0o755);
    }
    const env = { PATH: `${bin}:${process.env.PATH}`, RUNNER_TEMP: folder, TOKEN: 'token' };
    return runStep('maven', 'publisher', env);
  }

  function lines(file: string): string[] {
    const name = path.join(folder, file);
    return existsSync(name) ? readFileSync(name, 'utf8').trimEnd().split('\n') : [];
  }

  test.each(['PUBLISHING', 'PUBLISHED'])('is awaited until the state is %s', (state) => {
    expect(publish(['PENDING', 'VALIDATING', state])).toEqual({ status: 0, stdout: '', stderr: '' });
    const [upload, ...requests] = lines('requests');
    expect(upload).toContain('/upload?name=v0.2.0&publishingType=AUTOMATIC');
    expect(requests).toHaveLength(3);
    expect(requests[0]).toContain('--request POST https://central.sonatype.com/api/v1/publisher/status?id=28570f16');
    expect(lines('sleeps')).toEqual(['60', '60']);
  });

  test('fails the job if it rejects the bundle', () => {
    const stderr = 'Maven Central rejected the bundle: { "deploymentState": "FAILED" }\n';
    expect(publish(['VALIDATING', 'FAILED'])).toEqual({ status: 1, stdout: '', stderr });
  });

  test('fails the job if it takes too long', () => {
    const stderr = 'Maven Central did not accept the bundle within 20 minutes: { "deploymentState": "VALIDATING" }\n';
    expect(publish(['VALIDATING'])).toEqual({ status: 1, stdout: '', stderr });
    expect(lines('sleeps')).toHaveLength(20);
  });

  test('fails the job with its answer if it refuses the upload', () => {
    expect(publish(['PUBLISHED'], 'echo unauthorized; exit 22')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'unauthorized\n',
    });
    expect(lines('requests')).toHaveLength(1);
  });
});
