// Loading the library.
import { spawnSync } from 'node:child_process';
import * as api from 'cdk8s-webstack';

test('loads no code of cdk8s-plus-27', () => {
  const program = `require('./src/main.ts'); console.log(Object.keys(require.cache).filter((file) => file.includes('cdk8s-plus')).join())`;
  const options = ['--require', 'ts-node/register/transpile-only', '--eval', program];
  const env = { ...process.env, CDK8S_OUTDIR: 'build/load' };
  const { stdout, stderr } = spawnSync(process.execPath, options, { env, encoding: 'utf8' });
  expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '', stderr: '' });
});

test('exports only classes and enumerations, because other languages have no functions', () => {
  const others = Object.entries<unknown>({ ...api }).filter(([, value]) => !isClass(value) && !isEnumeration(value));
  expect(others.map(([name]) => name)).toEqual([]);
});

function isClass(value: unknown): boolean {
  return typeof value === 'function' && String(value).startsWith('class ');
}

function isEnumeration(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}
