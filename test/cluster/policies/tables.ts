// The expected connections, as sorted tables.
import { externalHost } from '../external-host';
import type { Prober, Target } from '../probing';

/** The connections that the application and the other components declare. */
export const DECLARED_CONNECTIONS = [
  'bearer -> redis:6379/tcp',
  'guest -> redis:6379/tcp',
  'server -> postgres:5432/tcp',
  'server -> redis:6379/tcp',
  'worker -> redis:6379/tcp',
  ...(externalHost ? ['by-tcp -> outside:7/tcp', 'by-udp -> outside:7/udp'] : []),
];

/**
 * Pods that no policy selects: the pretender, with the label of Redis consumers in another namespace. The bearer, with that
 * label, and the stranger are in the namespace of the application, which denies by default.
 */
const UNRESTRICTED = ['pretender'];

/** Pods do not connect to themselves. */
export function connectionsFrom(from: string, to: Target[]): string[] {
  return to.filter(({ name }) => !name.startsWith(`${from}:`)).map(({ name }) => `${from} -> ${name}`);
}

export function allConnections(probers: Prober[], targets: Target[]): string[] {
  return probers.flatMap(({ name }) => connectionsFrom(name, targets));
}

/** Targets that no policy restricts. */
export function unrestrictedTargets(targets: Target[]): Target[] {
  return targets.filter(({ name }) => /^(pretender|node|api|outside):/.test(name));
}

export function unrestrictedConnections(targets: Target[]): string[] {
  return UNRESTRICTED.flatMap((name) => connectionsFrom(name, unrestrictedTargets(targets)));
}

/** The additional connections if the namespace of the application does not deny by default. */
export function connectionsWithoutIsolation(targets: Target[]): string[] {
  const [bearer, stranger] = ['bearer:', 'stranger:'].map((own) => targets.filter(({ name }) => name.startsWith(own)));
  return [
    ...connectionsFrom('stranger', [...unrestrictedTargets(targets), ...bearer]),
    ...UNRESTRICTED.flatMap((name) => connectionsFrom(name, [...bearer, ...stranger])),
  ];
}
