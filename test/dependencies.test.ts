// `npm ci` installs no packages that nothing needs.
import { readFileSync } from 'node:fs';
import { packagesOf } from './lock-file';

const installed = packagesOf(readFileSync('node_modules/.package-lock.json', 'utf8'));

test('the optional dependency of cdk8s-plus-27 is not installed', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('node_modules/cdk8s-plus-27/package.json', 'utf8'));
  expect(Object.keys(optionalDependencies)).toEqual(['backport']);
  expect(installed).toContain('cdk8s-plus-27');
  expect(installed).not.toContain('backport');
});
