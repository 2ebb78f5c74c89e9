// What a strict reviewer asks of every manifest, whatever was declared. Judges of other people ask much of it too
// (npm run test:policy); some of it only these rules see.
import type { Manifest, Manifests } from '../manifests';
import { selected } from './follow';

/** Answers with what breaks the rule. */
export type Rule = [rule: string, answer: (manifests: Manifests) => string[]];

export const rules: Rule[] = [
  ['a namespace takes restricted pods alone, by the standard of a certain version', where(namespaces, isRestricted)],
  ['every pod has a ServiceAccount of its own', sharedAccounts],
  ['no pod and no account has a token', where(podsAndAccounts, ({ automount }) => automount === false)],
  ['every pod runs as somebody who is not root', where(pods, ({ spec }) => isNobody(spec.securityContext))],
  ['every pod has the profile of its runtime', where(pods, ({ spec }) => hasProfile(spec.securityContext))],
  ['no pod is told of other Services by variables', where(pods, ({ spec }) => spec.enableServiceLinks === false)],
  ['no pod shares anything with its node', where(pods, ({ spec }) => isApart(spec))],
  ['no container has privileges', where(containers, ({ container }) => isHarmless(container.securityContext))],
  ['every container has requests and limits', where(containers, ({ container }) => isBounded(container.resources))],
  ['every image has a tag or a digest', where(containers, ({ container }) => isPinned(container.image))],
  [
    'a container that may be restarted has its time to start',
    where(containers, ({ container }) => canStart(container)),
  ],
  ['no password is a plain variable', where(containers, ({ container }) => !holdsPassword(container))],
  ['every empty folder has an end', where(pods, ({ spec }) => (spec.volumes ?? []).every(isFinite))],
  ['every pod says how long it may take to end', where(pods, ({ spec }) => spec.terminationGracePeriodSeconds > 0)],
  [
    'a rollout takes no pod away before another one is there',
    where(deployments, ({ spec }) => isGentle(spec.strategy)),
  ],
  ['a rollout has time to start its pods, and not for ever', where(deployments, ({ spec }) => hasDeadline(spec))],
  ['several pods are kept apart', where(deployments, ({ spec }) => !areSeveral(spec) || areApart(spec))],
  ['several pods have a budget, which lets one go; a single one has none', unbudgeted],
  ['an autoscaler has a target, which leaves the number of pods to it', unscaled],
  ['selectors select their own', dangling],
  ['what one pod refuses is tried at others, but not for long', where(ingresses, (ingress) => triesOthers(ingress))],
  ['a policy says who and on which port, in every rule', where(policyRules, ({ rule }) => isExact(rule))],
];

/** What holds as well where no declaration says otherwise. */
export const defaults: Rule[] = [
  ['no container writes to its image', where(containers, ({ container }) => isReadOnly(container.securityContext))],
  ['nobody lives on memory of others', where(containers, ({ container }) => isGuaranteed(container.resources))],
  ['requests from outside are encrypted', where(ingresses, ({ spec }) => isEncrypted(spec))],
];

/** The rules that do not hold, each with where. */
export function broken(manifests: Manifests, asked = rules): string[] {
  return asked.flatMap(([rule, answer]) => answer(manifests).map((where) => `${rule}: ${where}`));
}

interface Named {
  readonly name: string;
}

function where<T extends Named>(all: (manifests: Manifests) => T[], holds: (each: T) => boolean): Rule[1] {
  return (manifests) => all(manifests).flatMap((each) => (holds(each) ? [] : [each.name]));
}

function namespaces(manifests: Manifests) {
  return manifests.all('Namespace').map(({ metadata }) => ({ name: metadata.name as string, labels: metadata.labels }));
}

function deployments(manifests: Manifests) {
  return manifests.all('Deployment').map(({ metadata, spec }) => ({ name: metadata.name as string, metadata, spec }));
}

function pods(manifests: Manifests) {
  return deployments(manifests).map(({ name, metadata, spec }) => ({ name, metadata, spec: spec.template.spec }));
}

function podsAndAccounts(manifests: Manifests) {
  const accounts = manifests.all('ServiceAccount').map((each) => ({
    name: `the account ${each.metadata.name}`,
    automount: each.automountServiceAccountToken,
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

function sharedAccounts(manifests: Manifests): string[] {
  const accounts = manifests.all('ServiceAccount').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const used = pods(manifests).map(({ metadata, spec }) => `${metadata.namespace}/${spec.serviceAccountName}`);
  return used.filter((account, index) => !accounts.includes(account) || used.indexOf(account) !== index);
}

function isNobody({ runAsNonRoot, runAsUser, runAsGroup, fsGroup }: Manifest = {}): boolean {
  return runAsNonRoot === true && [runAsUser, runAsGroup, fsGroup].every((id) => id > 0);
}

function hasProfile({ seccompProfile }: Manifest = {}): boolean {
  return seccompProfile?.type === 'RuntimeDefault';
}

function isApart({ hostNetwork, hostPID, hostIPC, volumes = [], containers }: Manifest): boolean {
  const ports = containers.flatMap((container: Manifest) => container.ports ?? []);
  const isShared = hostNetwork ?? hostPID ?? hostIPC ?? ports.some(({ hostPort }: Manifest) => hostPort !== undefined);
  return !isShared && !volumes.some(({ hostPath }: Manifest) => hostPath !== undefined);
}

function isHarmless({ allowPrivilegeEscalation, capabilities, privileged = false }: Manifest = {}): boolean {
  return allowPrivilegeEscalation === false && capabilities?.drop?.includes('ALL') && !capabilities.add && !privileged;
}

function isBounded({ requests = {}, limits = {} }: Manifest = {}): boolean {
  return ['cpu', 'memory', 'ephemeral-storage'].every((each) => requests[each] && limits[each]);
}

function ingresses(manifests: Manifests) {
  return manifests.all('Ingress').map(({ metadata, spec }) => ({ name: metadata.name as string, metadata, spec }));
}

function triesOthers({ metadata: { annotations = {} } }: Manifest): boolean {
  const next = (what: string) => annotations[`nginx.ingress.kubernetes.io/proxy-next-upstream-${what}`];
  return next('tries') === '6' && next('timeout') === '10';
}

function policyRules(manifests: Manifests) {
  return manifests.all('NetworkPolicy').flatMap(({ metadata, spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].map((rule: Manifest) => ({
      name: metadata.name as string,
      rule,
    })),
  ) as { name: string; rule: Manifest }[];
}

/** What is left out, or empty, means everybody and everything. */
function isExact({ from, to, ports }: Manifest): boolean {
  const peers: Manifest[] = from ?? to ?? [];
  const isSomebody = ({ ipBlock, podSelector }: Manifest) =>
    ipBlock !== undefined ||
    Object.keys(podSelector?.matchLabels ?? {}).length > 0 ||
    podSelector?.matchExpressions?.length > 0;
  return (
    peers.length > 0 && peers.every(isSomebody) && ports?.length > 0 && ports.every(({ port }: Manifest) => port > 0)
  );
}

function isReadOnly({ readOnlyRootFilesystem }: Manifest = {}): boolean {
  return readOnlyRootFilesystem === true;
}

function isGuaranteed({ requests = {}, limits = {} }: Manifest = {}): boolean {
  return ['memory', 'ephemeral-storage'].every((each) => requests[each] === limits[each]);
}

/** Every host of the rules has a certificate. */
function isEncrypted({ rules, tls = [] }: Manifest): boolean {
  const hosts = tls.flatMap((each: Manifest) => each.hosts ?? []);
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

function isFinite({ emptyDir }: Manifest): boolean {
  return emptyDir === undefined || emptyDir.sizeLimit !== undefined;
}

function isGentle({ type, rollingUpdate }: Manifest): boolean {
  return type === 'Recreate' || (rollingUpdate?.maxUnavailable === 0 && rollingUpdate.maxSurge === 1);
}

function hasDeadline({ progressDeadlineSeconds, strategy, template }: Manifest): boolean {
  const [{ startupProbe }] = template.spec.containers;
  const start = startupProbe ? startupProbe.periodSeconds * startupProbe.failureThreshold : 0;
  const end = strategy.type === 'Recreate' ? template.spec.terminationGracePeriodSeconds : 0;
  return progressDeadlineSeconds >= start + end + 60 && progressDeadlineSeconds <= start + end + 600;
}

/** Without a number of pods an autoscaler sees to it. */
function areSeveral({ replicas }: Manifest): boolean {
  return replicas !== 1;
}

function areApart({ template }: Manifest): boolean {
  const { affinity, topologySpreadConstraints = [] } = template.spec;
  const [apart] = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const isZoned = topologySpreadConstraints.some(
    ({ topologyKey, whenUnsatisfiable, maxSkew }: Manifest) =>
      topologyKey === 'topology.kubernetes.io/zone' && whenUnsatisfiable === 'ScheduleAnyway' && maxSkew === 1,
  );
  return isZoned && apart?.weight > 0 && apart.podAffinityTerm.topologyKey === 'kubernetes.io/hostname';
}

function unbudgeted(manifests: Manifests): string[] {
  const budgets = manifests.all('PodDisruptionBudget');
  return deployments(manifests).flatMap(({ name, metadata, spec }) => {
    const own = budgets.filter((budget) => budget.metadata.namespace === metadata.namespace && isOf(budget, spec));
    const isSingle = spec.replicas === 1 || mostPods(manifests, metadata) === 1;
    const isRight =
      own.length === (isSingle ? 0 : 1) &&
      own.every(
        (budget) => budget.spec.maxUnavailable === 1 && budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow',
      );
    return isRight ? [] : [name];
  });
}

function isOf({ spec }: Manifest, { selector }: Manifest): boolean {
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

function unscaled(manifests: Manifests): string[] {
  const targets = deployments(manifests).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const lost = manifests
    .all('HorizontalPodAutoscaler')
    .map(({ metadata, spec }) => `${metadata.namespace}/${spec.scaleTargetRef.name}`)
    .filter((target) => !targets.includes(target));
  const two = deployments(manifests).filter(
    ({ metadata, spec }) => (spec.replicas === undefined) !== (autoscalerOf(manifests, metadata) !== undefined),
  );
  return [...lost, ...two.map(({ name }) => name)];
}

/** Services are followed by law 2, policies by law 1. */
function dangling(manifests: Manifests): string[] {
  const ofPods = deployments(manifests).flatMap(({ name, metadata, spec }) => {
    const { affinity, topologySpreadConstraints = [] } = spec.template.spec;
    const apart = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const selectors = [...apart.map(({ podAffinityTerm }: Manifest) => podAffinityTerm), ...topologySpreadConstraints];
    return selectors.map(({ labelSelector }: Manifest) => ({ name, metadata, labels: labelSelector.matchLabels }));
  });
  const budgets = manifests
    .all('PodDisruptionBudget')
    .map(({ metadata, spec }) => ({ name: metadata.name, metadata, labels: spec.selector.matchLabels }));
  return [...ofPods, ...budgets].flatMap(({ name, metadata, labels }) => {
    const found = selected(manifests, metadata.namespace, labels);
    return found.length === 1 && found[0].metadata.name === metadata.name ? [] : [name];
  });
}
