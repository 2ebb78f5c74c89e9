// Values that the API server refuses, wherever they come from: a patch, or a manifest of another author.
import { formatType, notAllowed } from '../checks/messages';
import { kindOf, textAt, type Manifest } from './manifest';

/** A value that the API server accepts. */
interface Allowed {
  readonly text: string;
  readonly isValid: (value: unknown) => boolean;
}

/** Fields by their path: `[]` stands for each item of a list. */
type Fields = Readonly<Record<string, Allowed>>;

/** Returns the errors of values that the API server refuses, in the built-in kinds that the library also writes. */
export function valueErrors(manifest: Manifest): string[] {
  const fields = FIELDS[`${String(manifest.apiVersion)} ${kindOf(manifest)}`];
  if (fields === undefined) return [];
  return Object.entries(fields).flatMap(([path, { text, isValid }]) =>
    valuesAt(manifest, path.split('.'), `the ${kindOf(manifest)}`)
      .filter(({ value }) => !isValid(value))
      .map(({ place, value }) => notAllowed(place, formatNumber(value), text)),
  );
}

function wholeNumber(from: number, to = 2 ** 31 - 1): Allowed {
  const text = `a whole number from ${from}${to === 2 ** 31 - 1 ? '' : ` to ${to}`}`;
  return { text, isValid: (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to };
}

function oneOf(...values: string[]): Allowed {
  return { text: values.join(', '), isValid: (value) => values.includes(value as string) };
}

const COUNT = wholeNumber(0);
const PORT = wholeNumber(1, 65535);
const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');
const PORT_OR_NAME: Allowed = {
  text: 'a port from 1 to 65535, or the name of a port',
  isValid: (value) => PORT.isValid(value) || (typeof value === 'string' && /^(?=.*[a-z])[a-z0-9-]{1,15}$/.test(value)),
};
const PATH: Allowed = { text: "a path that begins with '/'", isValid: (value) => String(value).startsWith('/') };

const PROBE: Fields = {
  ...{ periodSeconds: COUNT, timeoutSeconds: COUNT, initialDelaySeconds: COUNT, failureThreshold: COUNT },
  ...{ 'httpGet.port': PORT_OR_NAME, 'tcpSocket.port': PORT_OR_NAME },
};

const CONTAINER: Fields = {
  'ports[].containerPort': PORT,
  'ports[].protocol': PROTOCOL,
  imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
  terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
  ...{ 'securityContext.runAsUser': COUNT, 'securityContext.runAsGroup': COUNT },
  ...within('readinessProbe', PROBE),
  ...within('livenessProbe', PROBE),
  ...within('startupProbe', PROBE),
};

const POD: Fields = {
  activeDeadlineSeconds: wholeNumber(1),
  ...{ 'securityContext.runAsUser': COUNT, 'securityContext.runAsGroup': COUNT, 'securityContext.fsGroup': COUNT },
  'securityContext.fsGroupChangePolicy': oneOf('Always', 'OnRootMismatch'),
  ...within('containers[]', CONTAINER),
  ...within('initContainers[]', CONTAINER),
};

const LASTING: Fields = { ...within('template.spec', POD), 'template.spec.restartPolicy': oneOf('Always') };
const REPLICATED: Fields = { ...LASTING, ...{ replicas: COUNT, minReadySeconds: COUNT, revisionHistoryLimit: COUNT } };
const JOB: Fields = {
  ...within('template.spec', POD),
  ...{ parallelism: COUNT, completions: COUNT, backoffLimit: COUNT, ttlSecondsAfterFinished: COUNT },
  activeDeadlineSeconds: wholeNumber(1),
  'template.spec.restartPolicy': oneOf('Never', 'OnFailure'),
};

const POLICY: Fields = {
  ...{ 'ingress[].ports[].port': PORT_OR_NAME, 'egress[].ports[].port': PORT_OR_NAME },
  ...{ 'ingress[].ports[].protocol': PROTOCOL, 'egress[].ports[].protocol': PROTOCOL },
  'policyTypes[]': oneOf('Ingress', 'Egress'),
};

const FIELDS: Readonly<Record<string, Fields>> = {
  'v1 Pod': within('spec', POD),
  'apps/v1 Deployment': within('spec', {
    ...{ ...REPLICATED, progressDeadlineSeconds: COUNT },
    'strategy.type': oneOf('RollingUpdate', 'Recreate'),
  }),
  'apps/v1 StatefulSet': within('spec', REPLICATED),
  'apps/v1 DaemonSet': within('spec', { ...LASTING, minReadySeconds: COUNT }),
  'batch/v1 Job': within('spec', JOB),
  'batch/v1 CronJob': within('spec.jobTemplate.spec', JOB),
  'v1 Service': within('spec', {
    ...{ 'ports[].port': PORT, 'ports[].targetPort': PORT_OR_NAME, 'ports[].protocol': PROTOCOL },
    type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  }),
  'v1 PersistentVolumeClaim': within('spec', {
    'accessModes[]': oneOf('ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany'),
  }),
  'networking.k8s.io/v1 NetworkPolicy': within('spec', POLICY),
  'networking.k8s.io/v1 Ingress': within('spec.rules[].http.paths[]', {
    ...{ path: PATH, pathType: oneOf('Exact', 'Prefix', 'ImplementationSpecific') },
    'backend.service.port.number': PORT,
  }),
  'autoscaling/v2 HorizontalPodAutoscaler': within('spec', { minReplicas: COUNT, maxReplicas: wholeNumber(1) }),
};

function within(path: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, allowed]) => [`${path}.${name}`, allowed]));
}

/** Returns the values of a path that exist, each with its place. */
function valuesAt(value: unknown, path: readonly string[], place: string): { place: string; value: unknown }[] {
  if (value === undefined || value === null) return [];
  if (path.length === 0) return [{ place, value }];
  const [name, ...rest] = path;
  if (!name.endsWith('[]')) return valuesAt((value as Record<string, unknown>)[name], rest, `${place}.${name}`);
  const items = (value as Record<string, unknown>)[name.slice(0, -2)];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) =>
    valuesAt(item, rest, `${place}.${name.slice(0, -2)}[${textAt(item, 'name') ?? index}]`),
  );
}

/** A number is no secret; of a text only the type is shown. */
function formatNumber(value: unknown): string {
  return typeof value === 'number' ? String(value) : formatType(value);
}
