// The health command: exits with status 1 if the worker is stuck.
import { Heartbeat } from './heartbeat.js';

const problem = new Heartbeat().findProblem();
if (problem !== undefined) console.error(problem);
process.exitCode = problem === undefined ? 0 : 1;
