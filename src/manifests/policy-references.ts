// Pods and ports that a NetworkPolicy leads to.
import { entriesAt, field, listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { containersOf, formatSelector, podOf } from './pods';
import { reference, type Reference } from './reference';
import type { Scene } from './scene';

export const NO_PODS = 'its selector selects no pods any more.';

/** Returns the references of a NetworkPolicy to its pods, to its peers, and to the ports of both. */
export function policyReferences(manifest: Manifest, scene: Scene): Reference[] {
  const selector = field(manifest, 'spec', 'podSelector');
  const isForForeignPods = entriesAt(field(selector, 'matchLabels')).length === 0; // consumers and solvers
  const own = isForForeignPods ? [] : scene.workloads(namespaceOf(manifest), selector);
  const [ingress, egress] = ['ingress', 'egress'].map((direction) => listAt(manifest, 'spec', direction));
  return [
    ...(isForForeignPods ? [] : [reference(NO_PODS, 'its pods', own)]),
    ...[...ingress, ...egress].flatMap((rule) => peersOf(rule).flatMap((peer) => peerReference(peer, manifest, scene))),
    ...ingress.flatMap((rule) => portReferences(rule, own, 'its pods')),
    ...egress.flatMap((rule) => {
      const found = peersOf(rule).map((peer) => peerPods(peer, manifest, scene));
      const isKnown = found.every((pods) => pods.length > 0);
      return isKnown ? portReferences(rule, found.flat(), 'the pods that it may connect to') : [];
    }),
  ];
}

function peersOf(rule: unknown): readonly unknown[] {
  return [...listAt(rule, 'from'), ...listAt(rule, 'to')];
}

function peerReference(peer: unknown, manifest: Manifest, scene: Scene): Reference[] {
  const selector = field(peer, 'podSelector');
  if (selector === undefined || namespaceOfPeer(peer, manifest) === undefined) return [];
  const pods = `pods with ${formatSelector(selector)}`;
  return [
    reference(`its peer ${formatSelector(selector)} selects no pods any more.`, pods, peerPods(peer, manifest, scene)),
  ];
}

function peerPods(peer: unknown, manifest: Manifest, scene: Scene): readonly Manifest[] {
  const namespace = namespaceOfPeer(peer, manifest);
  return namespace === undefined ? [] : scene.workloads(namespace, field(peer, 'podSelector'));
}

/** Returns the namespace of the pods of a peer; undefined if it is not one by its name. */
function namespaceOfPeer(peer: unknown, manifest: Manifest): string | undefined {
  const selector = field(peer, 'namespaceSelector');
  return selector === undefined
    ? namespaceOf(manifest)
    : textAt(selector, 'matchLabels', 'kubernetes.io/metadata.name');
}

function portReferences(rule: unknown, workloads: readonly Manifest[], of: string): Reference[] {
  if (workloads.length === 0) return [];
  return listAt(rule, 'ports')
    .filter((port) => field(port, 'port') !== undefined && field(port, 'endPort') === undefined)
    .map((port) => {
      const [number, name] = [field(port, 'port'), `port ${String(field(port, 'port'))}`];
      return reference(`its ${name} is not a port of ${of}.`, `the ${name}`, thatOpen(workloads, number));
    });
}

/** Returns the workloads that have a container with a port, by its number or name. */
export function thatOpen(workloads: readonly Manifest[], port: unknown): readonly Manifest[] {
  const key = typeof port === 'string' ? 'name' : 'containerPort';
  return workloads.filter((workload) =>
    containersOf(podOf(workload)).some(({ container }) =>
      listAt(container, 'ports').some((each) => field(each, key) === port),
    ),
  );
}
