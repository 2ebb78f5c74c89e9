// npm run synth: writes the manifests beside dist/ and swaps the two on success, so that an error leaves dist/ unchanged.
// Then prints the commands that apply them.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, renameSync, rmSync } = require('node:fs');
const path = require('node:path');
const { Yaml } = require('cdk8s');
const { nextSteps } = require('./next-steps');

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');
const CLI = path.join(root, 'node_modules/cdk8s-cli/bin/cdk8s');

/** The variables that change the output of cdk8s. */
const CHANGING = ['CDK8S_DISABLE_SORT', 'CDK8S_RECORD_CONSTRUCT_METADATA', 'CDK8S_OUTDIR'];

/** Runs the app with `cdk8s synth`, into a new folder. */
function synthesize() {
  const folder = path.join(root, `.synth-${process.pid}`);
  const arguments_ = [CLI, 'synth', '--no-check-upgrade', '--output', folder];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !CHANGING.includes(name)));
  const { status } = spawnSync(process.execPath, arguments_, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) return folder;
  rmSync(folder, { recursive: true, force: true });
  process.exit(status ?? 1);
}

/** Replaces dist/ by a folder. */
function swap(folder) {
  const old = `${folder}-old`;
  try {
    renameSync(dist, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  try {
    renameSync(folder, dist);
  } catch (error) {
    if (existsSync(old)) renameSync(old, dist);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

swap(synthesize());
const files = readdirSync(dist).map((file) => path.join('dist', file));
const objects = files.flatMap((file) => Yaml.load(path.join(root, file)));
console.error(`wrote ${files.join(', ')} (${objects.length} objects)\n\nNext:\n`);
for (const step of nextSteps(objects)) console.error(`  ${step}`);
