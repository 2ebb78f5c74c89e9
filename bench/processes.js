// Runs whole processes and measures them from outside: a program starts, synthesizes and exits.
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const PEAK_MEMORY = path.join(__dirname, 'programs/peak-memory.js');

/**
 * The arguments of Node, and the folder that the program writes manifests to.
 * @typedef {{ arguments: string[], output: string }} Program
 */

/** Returns the run time of a program in milliseconds. @param {Program} program */
function measureTime(program) {
  return run(program).milliseconds;
}

/** Returns the peak memory of a program in MiB. Runs the program without timing it. @param {Program} program */
function measureMemory(program) {
  return Number(run(program, ['--require', PEAK_MEMORY]).peakMemory) / 1024;
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
  if (status !== 0) throw new Error(`node ${program.arguments.join(' ')} exited with status ${status}`);
  return { milliseconds, peakMemory: String(output[3]) };
}

module.exports = { measureMemory, measureTime, root, run };
