// Pods, and the workloads that create them.
import { entriesAt, field, kindOf, listAt, type Manifest } from './manifest';

/** The fields that lead from each kind of workload to its pod. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Returns the pod that a workload creates, or undefined for any other object. */
export function podOf(manifest: Manifest): unknown {
  const kind = kindOf(manifest);
  return Object.hasOwn(TEMPLATES, kind) ? field(manifest, ...TEMPLATES[kind]) : undefined;
}

/** Whether an object of Kubernetes itself creates pods. */
export function hasPods(manifest: Manifest): boolean {
  return Object.hasOwn(TEMPLATES, kindOf(manifest)) && /^(apps|batch)\//.test(String(manifest.apiVersion));
}

/** Returns all containers of a pod, with the field that each is in. */
export function containersOf(pod: unknown): { readonly container: unknown; readonly place: string }[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    listAt(pod, 'spec', list).map((container) => ({ container, place: list })),
  );
}

/** Whether a label selector selects a set of labels. An empty one selects everything, a missing one nothing. */
export function selects(selector: unknown, labels: unknown): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const values = new Map(entriesAt(labels));
  return (
    entriesAt(selector, 'matchLabels').every(([key, value]) => values.get(key) === value) &&
    listAt(selector, 'matchExpressions').every((expression) => satisfies(expression, values))
  );
}

/** Returns a selector as kubectl takes it, such as `app=web,team in (a,b)`, in an order of its own. */
export function formatSelector(selector: unknown): string {
  const labels = entriesAt(selector, 'matchLabels').map(([key, value]) => `${key}=${String(value)}`);
  const expressions = listAt(selector, 'matchExpressions').map((expression) => {
    const [key, operator, values] = ['key', 'operator', 'values'].map((name) => field(expression, name));
    if (operator === 'Exists') return String(key);
    return operator === 'DoesNotExist'
      ? `!${String(key)}`
      : `${String(key)} ${String(operator).toLowerCase()} (${String(values)})`;
  });
  return [...labels, ...expressions].sort().join(',');
}

function satisfies(expression: unknown, labels: ReadonlyMap<string, unknown>): boolean {
  const key = String(field(expression, 'key'));
  const isListed = listAt(expression, 'values').includes(labels.get(key));
  switch (field(expression, 'operator')) {
    case 'In':
      return labels.has(key) && isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return labels.has(key);
    case 'DoesNotExist':
      return !labels.has(key);
    default:
      return false;
  }
}
