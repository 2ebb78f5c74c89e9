// The health command: ends with status 1 while the worker is stuck.
import { Heartbeat } from './heartbeat.js';

const complaint = new Heartbeat().complaint();
if (complaint !== undefined) console.error(complaint);
process.exitCode = complaint === undefined ? 0 : 1;
