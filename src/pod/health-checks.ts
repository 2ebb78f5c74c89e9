import type { Duration } from 'cdk8s';
import { duration, inOrder, listOf, notEmpty, required, satisfying, text, type Check } from '../checks/check';
import { MOST_INT32 } from '../checks/numbers';
import { startupFailures, type Probes } from './probes';

/** Accepts a path of an HTTP request. */
export const httpPath = inOrder(
  text,
  satisfying(
    (path: string) => /^\/[!-~]*$/.test(path),
    "a path that starts with '/', without spaces and control characters",
  ),
);

const COMMAND = "Pass the program and its arguments, such as Health.command(['node', 'health.js'])";

/** Accepts a command with its arguments. */
export const healthCommand = required(inOrder(listOf(text, 'texts'), notEmpty(COMMAND)), COMMAND);

const startable: Check = (value, property) => {
  const failures = startupFailures(value as Duration);
  return failures >= 1 && failures <= MOST_INT32
    ? []
    : [`${property} leaves the program no time to start. Use a longer time, such as Duration.minutes(5).`];
};

/** Accepts the time in which a program starts. */
export const startupTimeout = required(
  inOrder(duration, startable),
  'Pass the time that the program may take to start, such as Duration.minutes(5)',
);

/** Returns the error of probes that need a port on a component without one. */
export function probeErrors(probes: Probes | undefined): string[] {
  if (probes) return [];
  return [
    'health checks a port, but a worker has none. Pass its port, such as Health.http(path, { port: 8080 }), or use ' +
      'Health.command.',
  ];
}
