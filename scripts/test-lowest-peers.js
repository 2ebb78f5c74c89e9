// npm run test:lowest-peers: the everyday tests, without the laws, with the lowest versions of the peers that
// package.json allows, in a copy of this checkout.
const { spawnSync } = require('node:child_process');
const { cpSync, rmSync } = require('node:fs');
const path = require('node:path');
const { peerDependencies } = require('../package.json');

const root = path.join(__dirname, '..');
const copy = path.join(root, 'build/lowest-peers');

function run(command, options, settings = {}) {
  const { status, stdout } = spawnSync(command, options, { cwd: copy, stdio: 'inherit', ...settings });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

function copyCheckout() {
  rmSync(copy, { recursive: true, force: true });
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = run('git', list, { cwd: root, stdio: 'pipe', encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) cpSync(path.join(root, file), path.join(copy, file));
  cpSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
}

/** The lower end of each range, such as 10.3.0 of ^10.3.0. */
const lowest = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range.replace(/^\^/, '')}`);

copyCheckout();
const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
run('npm', ['install', ...quiet, ...lowest]);
console.log(`with ${lowest.join(', ')}`);
run(process.execPath, [
  'node_modules/jest/bin/jest.js',
  '--config',
  'jest.compatibility.config.js',
  ...process.argv.slice(2),
]);
