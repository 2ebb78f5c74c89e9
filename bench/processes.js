// Whole processes, seen from outside: a program is started, synthesizes and ends.
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const PEAK_MEMORY = path.join(__dirname, 'programs/peak-memory.js');

/**
 * What Node is given, and the folder that it writes manifests to.
 * @typedef {{ arguments: string[], output: string }} Program
 */

/** How long a program takes, in milliseconds. @param {Program} program */
function time(program) {
  return run(program).milliseconds;
}

/** How much memory it has at most, in MiB; to be asked in a run that is not timed. @param {Program} program */
function memory(program) {
  return Number(run(program, ['--require', PEAK_MEMORY]).said) / 1024;
}

/** @param {Program} program @param {string[]} options of Node */
function run(program, options = []) {
  rmSync(program.output, { recursive: true, force: true });
  const start = process.hrtime.bigint();
  const { status, output } = spawnSync(process.execPath, [...options, ...program.arguments], {
    cwd: root,
    env: { ...process.env, CDK8S_OUTDIR: program.output },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`node ${program.arguments.join(' ')} ended with status ${status}`);
  return { milliseconds, said: String(output[3]) };
}

module.exports = { memory, root, run, time };
