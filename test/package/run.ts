// Runs a command. If it fails, the error contains its output.
import { spawnSync } from 'node:child_process';

/** @param settings the working directory and the environment of the command */
export function run(command: string[], settings: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): string {
  const [program, ...options] = command;
  const { status, stdout, stderr, error } = spawnSync(program, options, { ...settings, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw error ?? new Error(`${command.join(' ')}\n${stdout}${stderr}`);
}
