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

/** Pods without a policy. The bearer has the label of Redis consumers; so has the pretender, in another namespace. */
const UNRESTRICTED = ['bearer', 'pretender', 'stranger'];

/** Pods do not connect to themselves. */
export function connectionsFrom(from: string, to: Target[]): string[] {
  return to.filter(({ name }) => !name.startsWith(`${from}:`)).map(({ name }) => `${from} -> ${name}`);
}

export function allConnections(probers: Prober[], targets: Target[]): string[] {
  return probers.flatMap(({ name }) => connectionsFrom(name, targets));
}

/** Targets that no policy restricts. */
export function unrestrictedTargets(targets: Target[]): Target[] {
  return targets.filter(({ name }) => /^(bearer|pretender|stranger|node|api|outside):/.test(name));
}

export function unrestrictedConnections(targets: Target[]): string[] {
  return UNRESTRICTED.flatMap((name) => connectionsFrom(name, unrestrictedTargets(targets)));
}

/** The additional connections if a component has no policy. */
export function connectionsWithoutPolicy(component: string, targets: Target[]): string[] {
  const own = targets.filter(({ name }) => name.startsWith(`${component}:`));
  return [
    ...connectionsFrom(component, unrestrictedTargets(targets)),
    ...UNRESTRICTED.flatMap((name) => connectionsFrom(name, own)),
  ];
}
