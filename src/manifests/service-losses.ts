// Connections that a Service no longer accepts, or accepts from further places.
import { warning, type Loss } from './loss';
import { field, kindOf, listAt, textAt, type Manifest } from './manifest';

/** Returns what a change of a Service exposes, and the ports that it loses. */
export function serviceLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (kindOf(declared) !== 'Service' || kindOf(changed) !== 'Service') return [];
  return [
    ...exposures(declared, changed).map((place) =>
      warning('service', `${place} exposes the Service outside the cluster, where routes do not protect it.`),
    ),
    ...lostPorts(declared, changed).map((port) =>
      warning('service', `spec.ports lacks the port ${String(port)}, to which its consumers connect.`),
    ),
  ];
}

function exposures(declared: Manifest, changed: Manifest): string[] {
  const type = textAt(changed, 'spec', 'type') ?? 'ClusterIP';
  const isExposed = type !== (textAt(declared, 'spec', 'type') ?? 'ClusterIP') && type !== 'ClusterIP';
  const known = listAt(declared, 'spec', 'externalIPs');
  const hasAddress = listAt(changed, 'spec', 'externalIPs').some((address) => !known.includes(address));
  return [...(isExposed ? [`spec.type ${type}`] : []), ...(hasAddress ? ['spec.externalIPs'] : [])];
}

/** Returns the ports that a change of a Service removes. */
export function lostPorts(declared: Manifest, changed: Manifest): unknown[] {
  if (kindOf(declared) !== 'Service' || kindOf(changed) !== 'Service') return [];
  const ports = portsOf(changed);
  return [...portsOf(declared)].filter((port) => !ports.has(port));
}

function portsOf(manifest: Manifest): Set<unknown> {
  return new Set(listAt(manifest, 'spec', 'ports').map((port) => field(port, 'port')));
}
