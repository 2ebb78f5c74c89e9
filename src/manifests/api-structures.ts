// Fields that the API server refuses together, or demands, outside containers.
import { containerFieldErrors, repeated } from './container-fields';
import { entriesAt, field, kindOf, listAt, textAt, type Manifest } from './manifest';
import { containersOf, hasPods, podOf } from './pods';
import { resourceErrors } from './quantities';

/** Returns the errors of the fields of an object of Kubernetes itself. */
export function structureErrors(manifest: Manifest): string[] {
  const rule = RULES[`${String(manifest.apiVersion).replace(/\/.*/, '')} ${kindOf(manifest)}`];
  const title = `the ${kindOf(manifest)}`;
  return [...(rule?.(manifest) ?? []).map((error) => `${title} ${error}`), ...podErrors(manifest, title)];
}

const RULES: Readonly<Record<string, (manifest: Manifest) => string[]>> = {
  'apps Deployment': deploymentErrors,
  'v1 Service': serviceErrors,
  'v1 PersistentVolumeClaim': claimErrors,
  'networking.k8s.io NetworkPolicy': policyErrors,
  'networking.k8s.io Ingress': ingressErrors,
  'policy PodDisruptionBudget': budgetErrors,
  'autoscaling HorizontalPodAutoscaler': autoscalerErrors,
};

function podErrors(manifest: Manifest, title: string): string[] {
  const pod = podOf(manifest);
  if (pod === undefined && hasPods(manifest)) return [`${title} has no pod template. Do not remove it by a patch.`];
  const volumes = listAt(pod, 'spec', 'volumes');
  return [
    ...repeated(volumes.map((volume) => textAt(volume, 'name'))).map(
      (name) => `${title} has two volumes with the name ${name}. Rename one of them.`,
    ),
    ...volumes.flatMap((volume) => volumeErrors(volume).map((error) => `${title} has a volume ${error}`)),
    ...hostNamespaceErrors(field(pod, 'spec')).map((error) => `${title} ${error}`),
    ...containersOf(pod).flatMap(({ container, place }) => {
      const name = `${place}[${textAt(container, 'name') ?? ''}]`;
      const errors = containerFieldErrors(container).map((error) => `${name} of ${title} ${error}`);
      return [...errors, ...resourceErrors(container, `${title}.${name}`)];
    }),
  ];
}

/** @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#limitations */
function hostNamespaceErrors(spec: unknown): string[] {
  if (field(spec, 'hostUsers') !== false) return [];
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => field(spec, name) === true);
  return shared.map((name) => `has hostUsers: false and ${name}: true. Remove one of the two.`);
}

function volumeErrors(volume: unknown): string[] {
  const name = textAt(volume, 'name');
  if (!name) return ['without a name. Set one.'];
  const sources = entriesAt(volume).filter(([key, value]) => key !== 'name' && value !== undefined && value !== null);
  const claim = field(volume, 'persistentVolumeClaim');
  const isUnnamed = Boolean(claim) && !textAt(claim, 'claimName');
  return [
    ...(sources.length > 1
      ? [`${name} with several sources: ${sources.map(([key]) => key).join(', ')}. Keep one.`]
      : []),
    ...(isUnnamed ? [`${name} without the name of its claim. Set one.`] : []),
  ];
}

function deploymentErrors(manifest: Manifest): string[] {
  const strategy = field(manifest, 'spec', 'strategy');
  const rolling = field(strategy, 'rollingUpdate') ?? undefined;
  if (textAt(strategy, 'type') === 'Recreate')
    return rolling ? ['has the strategy Recreate and a rollingUpdate. Remove one of the two.'] : [];
  const isZero = ['maxSurge', 'maxUnavailable'].every((name) => [0, '0%'].includes(field(rolling, name) as string));
  return isZero ? ['can replace no pod: maxSurge and maxUnavailable are 0. Raise one of the two.'] : [];
}

function serviceErrors(manifest: Manifest): string[] {
  const ports = listAt(manifest, 'spec', 'ports');
  const isOutside = textAt(manifest, 'spec', 'type') === 'ExternalName';
  const isHeadless = textAt(manifest, 'spec', 'clusterIP') === 'None';
  if (ports.length === 0) return isOutside || isHeadless ? [] : ['has no ports. Add one.'];
  const names = ports.map((port) => textAt(port, 'name'));
  const numbers = ports.map((port) => `${String(field(port, 'port'))}/${textAt(port, 'protocol') ?? 'TCP'}`);
  return [
    ...(names.length > 1 && names.some((name) => !name)
      ? ['has several ports, one without a name. Name all of them.']
      : []),
    ...repeated(names).map((name) => `has two ports with the name ${name}. Rename one of them.`),
    ...repeated(numbers).map((number) => `has the port ${number} twice. Remove one of them.`),
  ];
}

function claimErrors(manifest: Manifest): string[] {
  const isSized = field(manifest, 'spec', 'resources', 'requests', 'storage') !== undefined;
  return [
    ...(listAt(manifest, 'spec', 'accessModes').length > 0 ? [] : ['has no access mode. Set one.']),
    ...(isSized ? [] : ['has no spec.resources.requests.storage. Set a size.']),
  ];
}

function policyErrors(manifest: Manifest): string[] {
  const rules = [...listAt(manifest, 'spec', 'ingress'), ...listAt(manifest, 'spec', 'egress')];
  const peers = rules.flatMap((rule) => [...listAt(rule, 'from'), ...listAt(rule, 'to')]);
  const fields = peers.map((peer) => entriesAt(peer).filter(([, value]) => value !== undefined && value !== null));
  return [
    ...(fields.some((names) => names.length === 0) ? ['has a peer without a selector or ipBlock. Set one.'] : []),
    ...(fields.some((names) => names.length > 1 && names.some(([name]) => name === 'ipBlock'))
      ? ['has a peer with an ipBlock and a selector. Make it two peers.']
      : []),
  ];
}

function ingressErrors(manifest: Manifest): string[] {
  const paths = listAt(manifest, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
  return paths.some((path) => !field(path, 'pathType')) ? ['has a path without a pathType. Set one.'] : [];
}

function budgetErrors(manifest: Manifest): string[] {
  const isTwice = ['minAvailable', 'maxUnavailable'].every(
    (name) => (field(manifest, 'spec', name) ?? undefined) !== undefined,
  );
  return isTwice ? ['has minAvailable and maxUnavailable. Remove one of the two.'] : [];
}

function autoscalerErrors(manifest: Manifest): string[] {
  const [least, most] = ['minReplicas', 'maxReplicas'].map((name) => field(manifest, 'spec', name));
  return typeof least === 'number' && typeof most === 'number' && least > most
    ? [`scales to at least ${least} and at most ${most} pods. Raise maxReplicas.`]
    : [];
}
