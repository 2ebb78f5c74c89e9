// The output of the commands that synthesize this repository.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const committed = readFileSync('dist/fib.k8s.yaml', 'utf8');
let folder: string;

function run(cwd: string, ...command: string[]) {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  return spawnSync(process.execPath, command, { cwd, env, encoding: 'utf8' });
}

describe('src/main.ts', () => {
  afterEach(() => rmSync(folder, { recursive: true }));
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'synth-'))));

  /** Runs the program as `cdk8s synth` does. */
  function synthesize() {
    const { env } = process;
    process.env = { ...env, CDK8S_OUTDIR: folder };
    jest.isolateModules(() => require('../src/main'));
    process.env = env;
  }

  test('writes what is in dist/', () => {
    synthesize();
    expect(readFileSync(path.join(folder, 'fib.k8s.yaml'), 'utf8')).toBe(committed);
    expect(readdirSync('dist')).toEqual(['fib.k8s.yaml']);
  });

  test('loads no code of cdk8s-plus-27', () => {
    const load = jest.fn();
    jest.doMock('cdk8s-plus-27', load);
    synthesize();
    expect(load).not.toHaveBeenCalled();
  });
});

describe('npm run synth', () => {
  afterEach(() => rmSync(folder, { recursive: true }));
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'synth-'))));

  const synth = () => run(folder, 'scripts/synth.js');
  const written = () => readFileSync(path.join(folder, 'dist/fib.k8s.yaml'), 'utf8');

  /** A checkout in which `cdk8s synth` is the given program. */
  function checkout(program: string) {
    const bin = path.join(folder, 'node_modules/cdk8s-cli/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'cdk8s'), program);
    symlinkSync(path.resolve('node_modules/cdk8s'), path.join(folder, 'node_modules/cdk8s'));
    cpSync('scripts', path.join(folder, 'scripts'), { recursive: true });
    mkdirSync(path.join(folder, 'dist'));
    writeFileSync(path.join(folder, 'dist/fib.k8s.yaml'), 'as it was');
  }

  const copy = `
    const fs = require('node:fs');
    const output = process.argv[process.argv.indexOf('--output') + 1];
    fs.mkdirSync(output, { recursive: true });
    fs.writeFileSync(output + '/fib.k8s.yaml', ${JSON.stringify(committed)});
  `;

  test('replaces dist/, and prints the same next commands as README', () => {
    checkout(copy);
    const { status, stdout, stderr } = synth();
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(written()).toBe(committed);
    expect(stderr).toMatchSnapshot();
    const readme = readFileSync('README.md', 'utf8');
    const steps = stderr.split('\n').filter((line) => line.startsWith('  kubectl'));
    expect(steps).toHaveLength(3);
    for (const step of steps) expect(readme).toContain(step.trim());
  });

  test.each([
    ['fails', 'process.exit(3)'],
    ['writes files and then fails', `${copy}; process.exit(1)`],
  ])('does not change dist/ if `cdk8s synth` %s', (_, program) => {
    checkout(program);
    expect(synth().status).not.toBe(0);
    expect(written()).toBe('as it was');
    expect(readdirSync(folder).filter((name) => name.startsWith('.synth'))).toEqual([]);
  });

  test('creates dist/ if it is missing', () => {
    checkout(copy);
    rmSync(path.join(folder, 'dist'), { recursive: true });
    expect(synth().status).toBe(0);
    expect(existsSync(path.join(folder, 'dist/fib.k8s.yaml'))).toBe(true);
  });
});
