import { isPort } from '../checks/addresses';
import { shown } from '../checks/messages';
import type { Probes } from './probes';

/** What is wrong with the probes of a container; undefined probes are those that want a port where there is none. */
export function probesMistakes(probes: Probes | undefined): string[] {
  if (!probes) {
    return [
      'health asks a port, and a worker has none of its own; name one: Health.http(path, { port }), or use Health.command',
    ];
  }
  const { startupProbe, readinessProbe, livenessProbe } = probes;
  const all = [startupProbe, readinessProbe, livenessProbe].filter((probe) => probe !== undefined);
  const paths = all.flatMap(({ httpGet }) => httpGet?.path ?? []);
  const ports = all.flatMap(({ httpGet, tcpSocket }) => httpGet?.port ?? tcpSocket?.port ?? []);
  const found = [
    ...paths.filter((path) => !/^\/[!-~]*$/.test(path)).map(noPath),
    ...ports.filter((port) => typeof port === 'number' && !isPort(port)).map(noPort),
    ...(all.some(({ exec }) => exec?.command?.length === 0) ? [NO_COMMAND] : []),
    ...(readinessProbe?.httpGet && readinessProbe.httpGet.path === livenessProbe?.httpGet?.path ? [SAME] : []),
    ...(isStartup(startupProbe?.failureThreshold) ? [] : [NO_TIME]),
  ];
  return [...new Set(found)];
}

function isStartup(threshold = 1): boolean {
  return Number.isInteger(threshold) && threshold >= 1 && threshold <= 2 ** 31 - 1;
}

function noPath(path: string): string {
  return `health asks the path ${shown(path)}; allowed is one that begins with / and has no spaces or control characters`;
}

function noPort(port: number | string): string {
  return `health asks the port ${shown(port)}; allowed is a whole number from 1 to 65535`;
}

const NO_COMMAND = "health has no command; name the program and its arguments: Health.command(['node', 'health.js'])";
const NO_TIME = 'health leaves no time to start; give at least a second: startingWithin(Duration.minutes(5))';
const SAME =
  'health asks the same path for readiness and liveness, so that a database that is away restarts the program; ' +
  'leave livenessPath out, or name a path that asks no other service';
