// npm run diff:release: compares the public API with the last release on npm. It fails if the API breaks although the
// new version does not allow that: a patch release, or a minor one from 1.0.0 on. It needs `npm run build`.
const { spawnSync } = require('node:child_process');
const { mkdirSync, readdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const { name, version } = require('../package.json');

const root = path.join(__dirname, '..');
const folder = path.join(root, 'build/last-release');

/** Whether semantic versioning allows a release to break the API of its predecessor. */
function allowsBreaks(from, to) {
  const [oldMajor, oldMinor] = from.split('.');
  const [newMajor, newMinor] = to.split('.');
  return oldMajor !== newMajor || (newMajor === '0' && oldMinor !== newMinor);
}

function run(command, options) {
  return spawnSync(command, options, { cwd: root, encoding: 'utf8' });
}

/** The version that reserves the name on npm. It has no API: docs/releasing.md. */
const STUB = '0.0.1';

/** The latest version on npm, or undefined if there is none with an API. */
function lastRelease() {
  const { status, stdout, stderr } = run('npm', ['view', name, 'version', '--json']);
  const answer = stdout.trim() === '' ? undefined : JSON.parse(stdout);
  if (status === 0) return answer === STUB ? undefined : answer;
  if (answer?.error?.code === 'E404') return undefined;
  throw new Error(`npm view ${name} failed:\n${stdout}${stderr}`);
}

/** Unpacks a release inside the checkout: jsii-diff finds its peers in node_modules. */
function download(release) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = run('npm', ['pack', `${name}@${release}`, '--pack-destination', folder]);
  if (status !== 0) throw new Error(`npm pack ${name}@${release} failed:\n${stderr}`);
  const [archive] = readdirSync(folder);
  const tar = run('tar', ['-xzf', path.join(folder, archive), '-C', folder]);
  if (tar.status !== 0) throw new Error(`tar -xzf ${archive} failed:\n${tar.stderr}`);
  return path.join(folder, 'package');
}

function compare() {
  const release = lastRelease();
  if (release === undefined) return `${name} has no release yet, so there is nothing to compare.`;
  if (release === version)
    throw new Error(`${name} ${version} is published already. Raise the version in package.json.`);
  const jsiiDiff = path.join(root, 'node_modules/jsii-diff/bin/jsii-diff');
  const options = [jsiiDiff, '--error-on', 'all', download(release), root];
  const { error, signal, status, stdout, stderr } = run(process.execPath, options);
  process.stdout.write(`${stdout}${stderr}`);
  // A crash has a status too, but reports no incompatible change.
  const hasBreaks = /^err +- /m.test(stderr);
  if (error || signal || status === null || (status !== 0 && !hasBreaks)) throw new Error('jsii-diff failed');
  if (status === 0) return `${version} breaks nothing of ${release}.`;
  if (allowsBreaks(release, version)) return `${version} may break the API of ${release}; see the differences above.`;
  throw new Error(`${version} breaks the API of ${release}. Keep the API, or raise the version further.`);
}

try {
  console.log(compare());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
