// The rules of a strict review, for the manifests of any declaration. Other policy checkers share many of them (npm run
// test:policy); some are only here.
import type { Manifest, Manifests } from '../manifests';
import { selectedDeployments } from './follow';

/** A rule, and a function that returns what breaks it. */
export type Rule = [name: string, find: (manifests: Manifests) => string[]];

export const rules: Rule[] = [
  ['a namespace admits only pods of the restricted standard, of a certain version', unless(namespaces, isRestricted)],
  ['every pod has its own ServiceAccount', sharedServiceAccounts],
  ['no pod and no ServiceAccount mounts a token', unless(podsAndAccounts, ({ automount }) => automount === false)],
  ['no pod runs as root', unless(pods, ({ spec }) => isNotRoot(spec.securityContext))],
  [
    'every pod has the seccomp profile of its runtime',
    unless(pods, ({ spec }) => hasSeccompProfile(spec.securityContext)),
  ],
  ['no pod gets variables of other Services', unless(pods, ({ spec }) => spec.enableServiceLinks === false)],
  ['no pod shares a namespace, port or path with its node', unless(pods, ({ spec }) => isIsolated(spec))],
  ['no container has privileges', unless(containers, ({ container }) => isUnprivileged(container.securityContext))],
  [
    'every container has requests and limits',
    unless(containers, ({ container }) => hasRequestsAndLimits(container.resources)),
  ],
  ['every image has a tag or a digest', unless(containers, ({ container }) => isPinned(container.image))],
  ['a container with a liveness probe has time to start', unless(containers, ({ container }) => canStart(container))],
  ['no password is the plain value of a variable', unless(containers, ({ container }) => !holdsPassword(container))],
  ['every emptyDir has a size limit', unless(pods, ({ spec }) => (spec.volumes ?? []).every(hasSizeLimit))],
  ['every pod has time to terminate', unless(pods, ({ spec }) => spec.terminationGracePeriodSeconds > 0)],
  ['a rollout removes no pod before another one is ready', unless(deployments, ({ spec }) => keepsPods(spec.strategy))],
  ['a rollout has a deadline that leaves time to start', unless(deployments, ({ spec }) => hasDeadline(spec))],
  [
    'several pods are spread over nodes and zones',
    unless(deployments, ({ spec }) => !areSeveral(spec) || areSpread(spec)),
  ],
  ['several pods have a disruption budget of one; a single pod has none', wrongBudgets],
  ['only an autoscaler sets the number of its pods', wrongScaling],
  ['selectors select their own pods', strayingSelectors],
  ['the controller retries other pods, but not for long', unless(ingresses, (ingress) => retriesBriefly(ingress))],
  ['every rule of a policy names peers and ports', unless(policyRules, ({ rule }) => namesPeersAndPorts(rule))],
];

/** Rules that hold unless a declaration says otherwise. */
export const defaults: Rule[] = [
  ['root file systems are read-only', unless(containers, ({ container }) => isReadOnly(container.securityContext))],
  [
    'memory requests equal limits',
    unless(containers, ({ container }) => hasEqualRequestsAndLimits(container.resources)),
  ],
  ['a namespace denies by default, in both directions', unless(namespaces, deniesByDefault)],
  ['the ServiceAccount "default" of a namespace mounts no token', unless(namespaces, mountsNoToken)],
  ['requests from outside use HTTPS', unless(ingresses, ({ spec }) => isEncrypted(spec))],
];

/** Returns what breaks which rule. */
export function violations(manifests: Manifests, asked = rules): string[] {
  return asked.flatMap(([rule, find]) => find(manifests).map((object) => `${rule}: ${object}`));
}

interface Named {
  readonly name: string;
}

function unless<T extends Named>(all: (manifests: Manifests) => T[], holds: (item: T) => boolean): Rule[1] {
  return (manifests) => all(manifests).flatMap((item) => (holds(item) ? [] : [item.name]));
}

function namespaces(manifests: Manifests) {
  return manifests.all('Namespace').map(({ metadata }) => ({
    ...{ name: metadata.name as string, labels: metadata.labels },
    objects: manifests.objects.filter((object) => object.metadata.namespace === metadata.name),
  }));
}

function deployments(manifests: Manifests) {
  return manifests.all('Deployment').map(({ metadata, spec }) => ({ name: metadata.name as string, metadata, spec }));
}

function pods(manifests: Manifests) {
  return deployments(manifests).map(({ name, metadata, spec }) => ({ name, metadata, spec: spec.template.spec }));
}

function podsAndAccounts(manifests: Manifests) {
  const accounts = manifests.all('ServiceAccount').map((account) => ({
    name: `the ServiceAccount ${account.metadata.name}`,
    automount: account.automountServiceAccountToken,
  }));
  return [
    ...accounts,
    ...pods(manifests).map(({ name, spec }) => ({ name, automount: spec.automountServiceAccountToken })),
  ];
}

function containers(manifests: Manifests) {
  return pods(manifests).flatMap(({ name, spec }) =>
    spec.containers.map((container: Manifest) => ({ name, container })),
  ) as { name: string; container: Manifest }[];
}

function isRestricted({ labels = {} }: Manifest): boolean {
  return ['enforce', 'audit', 'warn'].every(
    (mode) =>
      labels[`pod-security.kubernetes.io/${mode}`] === 'restricted' &&
      /^v1\.\d+$/.test(labels[`pod-security.kubernetes.io/${mode}-version`]),
  );
}

function deniesByDefault({ objects }: Manifest): boolean {
  return objects.some(
    ({ kind, spec }: Manifest) =>
      kind === 'NetworkPolicy' &&
      Object.keys(spec.podSelector).length === 0 &&
      ['Ingress', 'Egress'].every((direction) => spec.policyTypes.includes(direction)) &&
      spec.ingress === undefined &&
      spec.egress === undefined,
  );
}

function mountsNoToken({ objects }: Manifest): boolean {
  return objects.some(
    ({ kind, metadata, automountServiceAccountToken }: Manifest) =>
      kind === 'ServiceAccount' && metadata.name === 'default' && automountServiceAccountToken === false,
  );
}

function sharedServiceAccounts(manifests: Manifests): string[] {
  const accounts = manifests.all('ServiceAccount').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const used = pods(manifests).map(({ metadata, spec }) => `${metadata.namespace}/${spec.serviceAccountName}`);
  return used.filter((account, index) => !accounts.includes(account) || used.indexOf(account) !== index);
}

function isNotRoot({ runAsNonRoot, runAsUser, runAsGroup, fsGroup }: Manifest = {}): boolean {
  return runAsNonRoot === true && [runAsUser, runAsGroup, fsGroup].every((id) => id > 0);
}

function hasSeccompProfile({ seccompProfile }: Manifest = {}): boolean {
  return seccompProfile?.type === 'RuntimeDefault';
}

function isIsolated({ hostNetwork, hostPID, hostIPC, volumes = [], containers }: Manifest): boolean {
  const ports = containers.flatMap((container: Manifest) => container.ports ?? []);
  const isShared = hostNetwork ?? hostPID ?? hostIPC ?? ports.some(({ hostPort }: Manifest) => hostPort !== undefined);
  return !isShared && !volumes.some(({ hostPath }: Manifest) => hostPath !== undefined);
}

function isUnprivileged({ allowPrivilegeEscalation, capabilities, privileged = false }: Manifest = {}): boolean {
  return allowPrivilegeEscalation === false && capabilities?.drop?.includes('ALL') && !capabilities.add && !privileged;
}

function hasRequestsAndLimits({ requests = {}, limits = {} }: Manifest = {}): boolean {
  return ['cpu', 'memory', 'ephemeral-storage'].every((resource) => requests[resource] && limits[resource]);
}

function ingresses(manifests: Manifests) {
  return manifests.all('Ingress').map(({ metadata, spec }) => ({ name: metadata.name as string, metadata, spec }));
}

function retriesBriefly({ metadata: { annotations = {} } }: Manifest): boolean {
  const limit = (name: string) => annotations[`nginx.ingress.kubernetes.io/proxy-next-upstream-${name}`];
  return limit('tries') === '6' && limit('timeout') === '10';
}

function policyRules(manifests: Manifests) {
  return manifests.all('NetworkPolicy').flatMap(({ metadata, spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].map((rule: Manifest) => ({
      name: metadata.name as string,
      rule,
    })),
  ) as { name: string; rule: Manifest }[];
}

/** A missing or empty list of peers or ports allows all. */
function namesPeersAndPorts({ from, to, ports }: Manifest): boolean {
  const peers: Manifest[] = from ?? to ?? [];
  const namesPods = ({ ipBlock, podSelector }: Manifest) =>
    ipBlock !== undefined ||
    Object.keys(podSelector?.matchLabels ?? {}).length > 0 ||
    podSelector?.matchExpressions?.length > 0;
  return (
    peers.length > 0 && peers.every(namesPods) && ports?.length > 0 && ports.every(({ port }: Manifest) => port > 0)
  );
}

function isReadOnly({ readOnlyRootFilesystem }: Manifest = {}): boolean {
  return readOnlyRootFilesystem === true;
}

function hasEqualRequestsAndLimits({ requests = {}, limits = {} }: Manifest = {}): boolean {
  return ['memory', 'ephemeral-storage'].every((resource) => requests[resource] === limits[resource]);
}

/** Every host has a certificate. */
function isEncrypted({ rules, tls = [] }: Manifest): boolean {
  const hosts = tls.flatMap((entry: Manifest) => entry.hosts ?? []);
  return rules.every(({ host }: Manifest) => host !== undefined && hosts.includes(host));
}

function isPinned(image: string): boolean {
  return /@sha256:[a-f0-9]{64}$|:(?!latest)[\w][\w.-]*$/.test(image);
}

function canStart({ livenessProbe, startupProbe }: Manifest): boolean {
  return livenessProbe === undefined || startupProbe?.periodSeconds * startupProbe?.failureThreshold > 0;
}

function holdsPassword({ env = [] }: Manifest): boolean {
  return env.some(({ name, value }: Manifest) => /PASSWORD|PASSWD|SECRET|TOKEN/.test(name) && value !== undefined);
}

function hasSizeLimit({ emptyDir }: Manifest): boolean {
  return emptyDir === undefined || emptyDir.sizeLimit !== undefined;
}

function keepsPods({ type, rollingUpdate }: Manifest): boolean {
  return type === 'Recreate' || (rollingUpdate?.maxUnavailable === 0 && rollingUpdate.maxSurge === 1);
}

function hasDeadline({ progressDeadlineSeconds, strategy, template }: Manifest): boolean {
  const [{ startupProbe }] = template.spec.containers;
  const start = startupProbe ? startupProbe.periodSeconds * startupProbe.failureThreshold : 0;
  const end = strategy.type === 'Recreate' ? template.spec.terminationGracePeriodSeconds : 0;
  return progressDeadlineSeconds >= start + end + 60 && progressDeadlineSeconds <= start + end + 600;
}

/** Without a number of pods, an autoscaler sets it. */
function areSeveral({ replicas }: Manifest): boolean {
  return replicas !== 1;
}

function areSpread({ template }: Manifest): boolean {
  const { affinity, topologySpreadConstraints = [] } = template.spec;
  const [term] = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const isZoned = topologySpreadConstraints.some(
    ({ topologyKey, whenUnsatisfiable, maxSkew }: Manifest) =>
      topologyKey === 'topology.kubernetes.io/zone' && whenUnsatisfiable === 'ScheduleAnyway' && maxSkew === 1,
  );
  return isZoned && term?.weight > 0 && term.podAffinityTerm.topologyKey === 'kubernetes.io/hostname';
}

function wrongBudgets(manifests: Manifests): string[] {
  const budgets = manifests.all('PodDisruptionBudget');
  return deployments(manifests).flatMap(({ name, metadata, spec }) => {
    const own = budgets.filter(
      (budget) => budget.metadata.namespace === metadata.namespace && hasSelector(budget, spec),
    );
    const isSingle = spec.replicas === 1 || mostPods(manifests, metadata) === 1;
    const isRight =
      own.length === (isSingle ? 0 : 1) &&
      own.every(
        (budget) => budget.spec.maxUnavailable === 1 && budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow',
      );
    return isRight ? [] : [name];
  });
}

function hasSelector({ spec }: Manifest, { selector }: Manifest): boolean {
  return JSON.stringify(spec.selector.matchLabels) === JSON.stringify(selector.matchLabels);
}

function autoscalerOf(manifests: Manifests, { namespace, name }: Manifest): Manifest {
  return manifests
    .all('HorizontalPodAutoscaler')
    .find(({ metadata, spec }) => metadata.namespace === namespace && spec.scaleTargetRef.name === name);
}

function mostPods(manifests: Manifests, metadata: Manifest): number | undefined {
  return autoscalerOf(manifests, metadata)?.spec.maxReplicas;
}

function wrongScaling(manifests: Manifests): string[] {
  const targets = deployments(manifests).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const withoutTarget = manifests
    .all('HorizontalPodAutoscaler')
    .map(({ metadata, spec }) => `${metadata.namespace}/${spec.scaleTargetRef.name}`)
    .filter((target) => !targets.includes(target));
  const setTwice = deployments(manifests).filter(
    ({ metadata, spec }) => (spec.replicas === undefined) !== (autoscalerOf(manifests, metadata) !== undefined),
  );
  return [...withoutTarget, ...setTwice.map(({ name }) => name)];
}

/** Law 2 covers Services, law 1 policies. */
function strayingSelectors(manifests: Manifests): string[] {
  const ofPods = deployments(manifests).flatMap(({ name, metadata, spec }) => {
    const { affinity, topologySpreadConstraints = [] } = spec.template.spec;
    const terms = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const selectors = [...terms.map(({ podAffinityTerm }: Manifest) => podAffinityTerm), ...topologySpreadConstraints];
    return selectors.map(({ labelSelector }: Manifest) => ({ name, metadata, labels: labelSelector.matchLabels }));
  });
  const budgets = manifests
    .all('PodDisruptionBudget')
    .map(({ metadata, spec }) => ({ name: metadata.name, metadata, labels: spec.selector.matchLabels }));
  return [...ofPods, ...budgets].flatMap(({ name, metadata, labels }) => {
    const found = selectedDeployments(manifests, metadata.namespace, labels);
    return found.length === 1 && found[0].metadata.name === metadata.name ? [] : [name];
  });
}
