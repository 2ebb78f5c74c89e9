// Protections of a declared manifest that a changed one lacks.
import { field, kindOf, textAt, type Manifest } from './manifest';
import { containerPairs } from './container-pairs';
import { dataLosses } from './data-losses';
import { policyLosses } from './policy-losses';
import { routeLosses } from './route-losses';
import { serviceLosses } from './service-losses';
import { removalLosses, warning, type Loss } from './loss';
import { podSecurityViolations } from './pod-security';
import { podOf } from './pods';
import { isLocking } from './volume-lock';
import { enforcedStandard } from './workloads';

/** Returns what a change of a manifest loses. Only a declared manifest that had it can lose it. */
export function losses(declared: Manifest, changed: Manifest): Loss[] {
  const data = dataLosses(declared, changed);
  if (kindOf(declared) !== kindOf(changed)) return [...data, ...removalLosses(declared)];
  return [
    ...data,
    ...podLosses(declared, changed),
    ...containerLosses(declared, changed),
    ...policyLosses(declared, changed),
    ...serviceLosses(declared, changed),
    ...routeLosses(declared, changed),
    ...namespaceLosses(declared, changed),
  ];
}

/** Fields of a pod, and what is lost without the declared value. */
const POD_FIELDS: readonly [path: readonly string[], loss: string][] = [
  [['automountServiceAccountToken'], 'the pod gets a token for the API of the cluster'],
  [['terminationGracePeriodSeconds'], 'the pod may be killed before it has finished its work'],
  [['serviceAccountName'], 'the pod has rights of another ServiceAccount'],
  [['hostUsers'], 'a process that breaks out of its container has the rights of its user on the node'],
];

/** Fields of a container, and what is lost without them. */
const CONTAINER_FIELDS: readonly [path: readonly string[], loss: string][] = [
  [['readinessProbe'], 'the Service sends traffic to it before it is ready'],
  [['livenessProbe'], 'it is not restarted when it hangs'],
  [['startupProbe'], 'it may be restarted before it has started'],
  [['lifecycle', 'preStop'], 'requests fail while it terminates'],
  [['resources', 'limits', 'memory'], 'it can take the memory of other pods'],
  [['resources', 'requests', 'memory'], 'it is evicted first when the node runs out of memory'],
  [['securityContext', 'readOnlyRootFilesystem'], 'an attacker can change its program'],
];

function podLosses(declared: Manifest, changed: Manifest): Loss[] {
  const [before, after] = [podOf(declared), podOf(changed)];
  return POD_FIELDS.filter(([path]) => {
    const value = field(before, 'spec', ...path);
    const isLowered = path[0] === 'terminationGracePeriodSeconds' && isLower(field(after, 'spec', ...path), value);
    return value !== undefined && (isLowered || (typeof value !== 'number' && field(after, 'spec', ...path) !== value));
  }).map(([path, loss]) => warning('pod', `spec.${path.join('.')} of the pod is changed: ${loss}.`));
}

function isLower(value: unknown, than: unknown): boolean {
  return typeof than === 'number' && !(typeof value === 'number' && value >= than);
}

function containerLosses(declared: Manifest, changed: Manifest): Loss[] {
  return containerPairs(declared, changed).flatMap(([before, after]) =>
    fieldLosses(textAt(before, 'name') ?? '', before, after),
  );
}

function fieldLosses(name: string, declared: unknown, changed: unknown): Loss[] {
  const lost = CONTAINER_FIELDS.filter(
    ([path]) => field(declared, ...path) !== undefined && !isKept(field(declared, ...path), field(changed, ...path)),
  ).map(([path, loss]) => warning('container', `the container ${name} loses its ${path.join('.')}: ${loss}.`));
  return [...lost, ...lockLosses(name, declared, changed)];
}

/** A setting that is on must stay on; of any other, the value may change. */
function isKept(declared: unknown, changed: unknown): boolean {
  return declared === true ? changed === true : changed !== undefined && changed !== null;
}

/** The program that locks the volume before the database starts. */
function lockLosses(name: string, declared: unknown, changed: unknown): Loss[] {
  if (!isLocking(declared) || JSON.stringify(field(declared, 'command')) === JSON.stringify(field(changed, 'command')))
    return [];
  const text = `the command of the container ${name} no longer locks its volume: a second pod could write to it.`;
  return [warning('volume-lock', text)];
}

/** Returns the loss of pod security in a namespace that does not enforce it. */
export function podSecurityLosses(declared: Manifest, changed: Manifest): Loss[] {
  const before = new Set(podSecurityViolations(podOf(declared), 'restricted').map(({ place }) => place));
  return podSecurityViolations(podOf(changed), 'restricted')
    .filter(({ place }) => !before.has(place))
    .map(({ place, wayOut }) =>
      warning('pod-security', `${place} does not meet the Pod Security Standard "restricted". ${wayOut}.`),
    );
}

/** The standard that a namespace no longer enforces. */
function namespaceLosses(declared: Manifest, changed: Manifest): Loss[] {
  const [standard, other] = [declared, changed].map((manifest) => enforcedStandard(manifest));
  if (standard === undefined || standard === other || other === 'restricted') return [];
  const text = `the namespace no longer enforces the Pod Security Standard "${standard}": it accepts pods that violate it.`;
  return [warning('pod-security', text)];
}
