// Fields of containers that the API server refuses together, or demands.
import { field, listAt, textAt } from './manifest';

/** Returns the errors of a container, as what it is or has. */
export function containerFieldErrors(container: unknown): string[] {
  return [
    ...variableErrors(container),
    ...mountErrors(container),
    ...portErrors(container),
    ...handlerErrors(container),
  ];
}

function variableErrors(container: unknown): string[] {
  return listAt(container, 'env').flatMap((variable) => {
    const name = textAt(variable, 'name');
    if (!name) return ['has a variable without a name. Set one.'];
    const isAmbiguous = Boolean(field(variable, 'value')) && Boolean(field(variable, 'valueFrom'));
    return isAmbiguous ? [`has the variable ${name} with a value and valueFrom. Remove one of the two.`] : [];
  });
}

function mountErrors(container: unknown): string[] {
  const paths = listAt(container, 'volumeMounts').map((mount) => textAt(mount, 'mountPath'));
  const isMissing = paths.some((path) => !path);
  return [
    ...(isMissing ? ['has a volumeMount without a mountPath. Set one.'] : []),
    ...repeated(paths).map((path) => `mounts two volumes at ${path}. Change one of the paths.`),
  ];
}

function portErrors(container: unknown): string[] {
  const ports = listAt(container, 'ports');
  const isMissing = ports.some((port) => (field(port, 'containerPort') ?? undefined) === undefined);
  return [
    ...(isMissing ? ['has a port without a containerPort. Set one.'] : []),
    ...repeated(ports.map((port) => textAt(port, 'name'))).map(
      (name) => `has two ports with the name ${name}. Rename one of them.`,
    ),
  ];
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const PROBES: readonly (readonly [path: readonly string[], handlers: readonly string[]])[] = [
  ...['readinessProbe', 'livenessProbe', 'startupProbe'].map((name) => [[name], HANDLERS] as const),
  ...['preStop', 'postStart'].map(
    (name) =>
      [
        ['lifecycle', name],
        ['exec', 'httpGet', 'tcpSocket', 'sleep'],
      ] as const,
  ),
];

function handlerErrors(container: unknown): string[] {
  return PROBES.flatMap(([path, handlers]) => {
    const probe = field(container, ...path);
    if (probe === undefined || probe === null) return [];
    const count = handlers.filter((handler) => (field(probe, handler) ?? undefined) !== undefined).length;
    const isEmpty = field(probe, 'exec') !== undefined && listAt(probe, 'exec', 'command').length === 0;
    if (count === 1 && !isEmpty) return [];
    const state = count === 0 ? 'without a handler' : isEmpty ? 'without a command' : 'with several handlers';
    return [`has a ${path.join('.')} ${state}. It needs one of ${handlers.join(', ')}.`];
  });
}

/** Returns the texts that occur more than once. */
export function repeated(texts: readonly (string | undefined)[]): string[] {
  const known = new Set<string>();
  const again = new Set<string>();
  for (const text of texts) if (text) (known.has(text) ? again : known).add(text);
  return [...again];
}
