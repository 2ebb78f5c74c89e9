// Names and selectors by which manifests refer to each other.
import { entriesAt, field, kindOf, listAt, namespaceOf, textAt, type Finding, type Manifest } from './manifest';
import { podReferences, type Reference } from './pod-references';
import { hasOtherPods } from './policy-losses';
import { containersOf, formatSelector, podOf } from './pods';
import { Scene } from './scene';

/**
 * Returns the references that a change leaves without an object or a pod.
 * A pod may name further objects, which are created elsewhere.
 * @param declared the manifests before the change, in the same order; removed ones at the end
 */
export function lostReferences(declared: readonly Manifest[], changed: readonly Manifest[]): Finding[] {
  const [before, after] = [new Scene(declared), new Scene(changed)];
  return changed.flatMap((manifest, index) => {
    const known = new Map(referencesOf(declared[index], before));
    return referencesOf(manifest, after)
      .filter(([key]) => key !== NO_PODS || !hasOtherPolicyPods(declared[index], manifest))
      .filter(([key, isResolved]) => !isResolved && (known.get(key) ?? podOf(manifest) === undefined))
      .map(([key]) => ({ index, rule: 'lost-reference', isError: false, message: key }));
  });
}

const NO_PODS = 'its selector selects no pods any more.';

/** A policy for other pods is reported as such. */
function hasOtherPolicyPods(declared: Manifest, changed: Manifest): boolean {
  return kindOf(changed) === 'NetworkPolicy' && hasOtherPods(declared, changed);
}

function referencesOf(manifest: Manifest, scene: Scene): readonly Reference[] {
  switch (kindOf(manifest)) {
    case 'Ingress':
      return backendReferences(manifest, scene);
    case 'Service':
      return serviceReferences(manifest, scene);
    case 'NetworkPolicy':
      return policyReferences(manifest, scene);
    case 'PodDisruptionBudget':
      return [podReference(manifest, scene, field(manifest, 'spec', 'selector'))];
    case 'HorizontalPodAutoscaler':
      return [targetReference(manifest, scene)];
    default:
      return podOf(manifest) === undefined ? [] : podReferences(manifest, scene);
  }
}

function backendReferences(manifest: Manifest, scene: Scene): Reference[] {
  const paths = listAt(manifest, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
  return paths.map((path) => {
    const name = textAt(path, 'backend', 'service', 'name') ?? '';
    const port =
      field(path, 'backend', 'service', 'port', 'name') ?? field(path, 'backend', 'service', 'port', 'number');
    const service = scene.find('Service', namespaceOf(manifest), name);
    const ports = listAt(service, 'spec', 'ports');
    const hasPort = ports.some((each) => field(each, 'name') === port || field(each, 'port') === port);
    const where = `port ${String(port)} of the Service ${name}`;
    return [`its path ${textAt(path, 'path') ?? '/'} leads to ${where}, which no manifest declares.`, hasPort];
  });
}

function serviceReferences(manifest: Manifest, scene: Scene): Reference[] {
  const selector = field(manifest, 'spec', 'selector');
  if (entriesAt(selector).length === 0) return [];
  const pods = scene.pods(namespaceOf(manifest), { matchLabels: selector });
  const opened = pods.flatMap((pod) => containersOf(pod).flatMap(({ container }) => listAt(container, 'ports')));
  return [
    [NO_PODS, pods.length > 0],
    ...listAt(manifest, 'spec', 'ports').map((port): Reference => {
      const target = field(port, 'targetPort') ?? field(port, 'port');
      const name = typeof target === 'string' ? 'name' : 'containerPort';
      const isOpen = pods.length === 0 || opened.some((each) => field(each, name) === target);
      return [`its target port ${String(target)} is not a port of its pods.`, isOpen];
    }),
  ];
}

function policyReferences(manifest: Manifest, scene: Scene): Reference[] {
  const rules = [...listAt(manifest, 'spec', 'ingress'), ...listAt(manifest, 'spec', 'egress')];
  const peers = rules.flatMap((rule) => [...listAt(rule, 'from'), ...listAt(rule, 'to')]);
  const own = peers.filter((peer) => field(peer, 'podSelector') !== undefined && !field(peer, 'namespaceSelector'));
  const selector = field(manifest, 'spec', 'podSelector');
  const isForForeignPods = entriesAt(field(selector, 'matchLabels')).length === 0; // consumers and solvers
  return [
    ...(isForForeignPods ? [] : [podReference(manifest, scene, selector)]),
    ...own.map((peer): Reference => {
      const other = field(peer, 'podSelector');
      const pods = scene.pods(namespaceOf(manifest), other);
      return [`its peer ${formatSelector(other)} selects no pods any more.`, pods.length > 0];
    }),
  ];
}

function podReference(manifest: Manifest, scene: Scene, selector: unknown): Reference {
  return [NO_PODS, scene.pods(namespaceOf(manifest), selector).length > 0];
}

function targetReference(manifest: Manifest, scene: Scene): Reference {
  const target = field(manifest, 'spec', 'scaleTargetRef');
  const [kind, name] = [textAt(target, 'kind') ?? '', textAt(target, 'name') ?? ''];
  return [
    `it scales the ${kind} ${name}, which no manifest declares.`,
    scene.find(kind, namespaceOf(manifest), name) !== undefined,
  ];
}
