// `npm ci` brings what is needed, and no more.
import { readFileSync } from 'node:fs';
import { packagesOf } from './lock-file';

const installed = packagesOf(readFileSync('node_modules/.package-lock.json', 'utf8'));

test('the optional dependency of cdk8s-plus-27 stays away', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('node_modules/cdk8s-plus-27/package.json', 'utf8'));
  expect(Object.keys(optionalDependencies)).toEqual(['backport']);
  expect(installed).toContain('cdk8s-plus-27');
  expect(installed).not.toContain('backport');
});
