// The expected connections, as tables.
import { outside } from '../outside';
import type { Spot, Target } from '../probing';

/** The connections that the application and its neighbours declare. */
export const EDGES = [
  'bearer -> redis:6379/tcp',
  'guest -> redis:6379/tcp',
  'server -> postgres:5432/tcp',
  'server -> redis:6379/tcp',
  'worker -> redis:6379/tcp',
  ...(outside ? ['by-tcp -> outside:7/tcp', 'by-udp -> outside:7/udp'] : []),
];

/** Unrestricted pods. The bearer has the label of Redis' consumers; the pretender too, in another namespace. */
const STRANGERS = ['bearer', 'pretender', 'stranger'];

/** A pod does not connect to itself. */
export function allOf(from: string, to: Target[]): string[] {
  return to.filter(({ name }) => !name.startsWith(`${from}:`)).map(({ name }) => `${from} -> ${name}`);
}

export function everyPair(spots: Spot[], targets: Target[]): string[] {
  return spots.flatMap(({ name }) => allOf(name, targets));
}

/** The targets that no policy of the application selects. */
export function free(targets: Target[]): Target[] {
  return targets.filter(({ name }) => /^(bearer|pretender|stranger|node|api|outside):/.test(name));
}

export function betweenStrangers(targets: Target[]): string[] {
  return STRANGERS.flatMap((name) => allOf(name, free(targets)));
}

/** The additional connections of a component without a policy. */
export function ofUnguarded(component: string, targets: Target[]): string[] {
  const itsOwn = targets.filter(({ name }) => name.startsWith(`${component}:`));
  return [...allOf(component, free(targets)), ...STRANGERS.flatMap((name) => allOf(name, itsOwn))];
}
