// A release may break the API of the last one only as semantic versioning allows. A registry of the test has the last one.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json';
import { PACKED } from './pack';
import { run } from './run';

const { name } = packageJson;
let folder: string;
let server: Server;
let released: string | undefined;

/** A checkout with a version, in which `npm run build` has run. */
function checkout(version: string): string {
  const root = path.join(folder, version);
  run(['mkdir', '-p', root]);
  run(['tar', '-xzf', PACKED, '--strip-components', '1', '-C', root]);
  cpSync('scripts', path.join(root, 'scripts'), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
  setVersion(root, version);
  return root;
}

function setVersion(root: string, version: string): void {
  for (const file of ['package.json', '.jsii']) {
    const content = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    writeFileSync(path.join(root, file), JSON.stringify({ ...content, version }));
  }
}

/** Leaves an assembly that jsii-diff cannot read. */
function breakAssembly(root: string): void {
  writeFileSync(path.join(root, '.jsii'), '{');
}

/** Puts a program in the place of jsii-diff. */
function replaceJsiiDiff(root: string, program: string): void {
  rmSync(path.join(root, 'node_modules'));
  const bin = path.join(root, 'node_modules/jsii-diff/bin');
  run(['mkdir', '-p', bin]);
  writeFileSync(path.join(bin, 'jsii-diff'), program);
}

/** Removes a method from the API of a checkout. */
function breakApi(root: string): void {
  const file = path.join(root, '.jsii');
  const assembly = JSON.parse(readFileSync(file, 'utf8'));
  const route = assembly.types[`${name}.Route`];
  route.methods = route.methods.filter((method: { name: string }) => method.name !== 'exact');
  writeFileSync(file, JSON.stringify(assembly));
}

async function compare(root: string): Promise<{ status: number; output: string }> {
  const { port } = server.address() as AddressInfo;
  const registry = `http://127.0.0.1:${port}`;
  const env = { ...process.env, npm_config_registry: registry, npm_config_cache: path.join(folder, 'cache') };
  const child = spawn(process.execPath, ['scripts/compare-release.js'], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const status = await new Promise<number>((resolve) => child.on('close', resolve));
  return { status, output };
}

function answer(url: string): object | Buffer | undefined {
  const archive = path.join(folder, 'released.tgz');
  if (released === undefined) return undefined;
  if (url.endsWith('.tgz')) return readFileSync(archive);
  const { port } = server.address() as AddressInfo;
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  const dist = { tarball: `http://127.0.0.1:${port}/released.tgz`, integrity };
  const versions = { [released]: { name, version: released, dist } };
  return { name, 'dist-tags': { latest: released }, versions };
}

function release(version: string): void {
  const root = checkout(`released-${version}`);
  setVersion(root, version);
  rmSync(path.join(root, 'node_modules'));
  run(['npm', 'pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  run(['mv', path.join(folder, `${name}-${version}.tgz`), path.join(folder, 'released.tgz')]);
  released = version;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'compare-release-'));
  server = createServer(({ url }, response) => {
    const body = answer(url!);
    if (body === undefined) response.writeHead(404).end('{}');
    else response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('there is nothing to compare before the first release', async () => {
  const output = `${name} has no release yet, so there is nothing to compare.\n`;
  expect(await compare(checkout('0.1.0'))).toEqual({ status: 0, output });
});

test('there is nothing to compare with the version that reserves the name', async () => {
  released = '0.0.1';
  writeFileSync(path.join(folder, 'released.tgz'), '');
  const output = `${name} has no release yet, so there is nothing to compare.\n`;
  expect(await compare(path.join(folder, '0.1.0'))).toEqual({ status: 0, output });
});

describe('after 0.1.0', () => {
  beforeAll(() => release('0.1.0'));

  test('a patch release with the same API passes', async () => {
    const { status, output } = await compare(checkout('0.1.1'));
    expect(output).toContain('0.1.1 breaks nothing of 0.1.0.');
    expect(status).toBe(0);
  });

  test('a patch release that breaks the API fails', async () => {
    const root = checkout('0.1.2');
    breakApi(root);
    const { status, output } = await compare(root);
    expect(output).toContain('Route.exact');
    expect(output).toContain('0.1.2 breaks the API of 0.1.0. Keep the API, or raise the version further.');
    expect(status).toBe(1);
  });

  test('a minor release below 1.0.0 may break the API', async () => {
    const root = checkout('0.2.0');
    breakApi(root);
    const { status, output } = await compare(root);
    expect(output).toContain('0.2.0 may break the API of 0.1.0; see the differences above.');
    expect(status).toBe(0);
  });

  test.each(['0.1.3', '0.3.0', '1.0.0'])('%s fails if jsii-diff crashes', async (version) => {
    const root = checkout(version);
    breakAssembly(root);
    const { status, output } = await compare(root);
    expect(output).toContain('Error loading assembly');
    expect(output.trimEnd().split('\n').at(-1)).toBe('jsii-diff failed');
    expect(status).toBe(1);
  });

  test('fails if jsii-diff is killed', async () => {
    const root = checkout('0.4.0');
    replaceJsiiDiff(root, "console.error('err  - a method is missing'); process.kill(process.pid, 'SIGKILL');");
    expect(await compare(root)).toEqual({ status: 1, output: 'err  - a method is missing\njsii-diff failed\n' });
  });

  test('fails if the archive of the last release cannot be unpacked', async () => {
    const archive = path.join(folder, 'released.tgz');
    const content = readFileSync(archive);
    writeFileSync(archive, 'no archive');
    try {
      const { status, output } = await compare(checkout('0.5.0'));
      expect(output).toContain(`tar -xzf ${name}-0.1.0.tgz failed:\n`);
      expect(status).toBe(1);
    } finally {
      writeFileSync(archive, content);
    }
  });

  test('the version is not released twice', async () => {
    const output = `${name} 0.1.0 is published already. Raise the version in package.json.\n`;
    expect(await compare(path.join(folder, '0.1.0'))).toEqual({ status: 1, output });
  });
});
