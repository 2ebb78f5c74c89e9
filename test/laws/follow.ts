// Follows a request, a variable or a folder through the manifests, as a cluster does. Nothing here knows the library.
import type { Manifest, Manifests } from '../manifests';

type Labels = Record<string, string>;

/**
 * Returns the pods that answer a request, their port, and the path that they see: `server on 5000 as /values`. Returns
 * `nobody` if the request leads nowhere.
 * @param host undefined if the rules are for any host
 */
export function request(manifests: Manifests, path: string, host?: string): string {
  const rule = ruleFor(manifests, path, host);
  if (rule?.className !== 'nginx') return 'nobody';
  const { namespace, service, port, expression, rewrite } = rule;
  const seenPath = rewrite ? rewritePath(path, expression, rewrite) : path;
  return `${findPods(manifests, namespace, service, port)} as ${seenPath}`;
}

/** Returns the rule that a request matches; of several the longest. */
export function ruleFor(manifests: Manifests, path: string, host?: string): Rule | undefined {
  const rules = manifests
    .all('Ingress')
    .flatMap(rulesOf)
    .filter((rule) => rule.host === host);
  const isRegex = rules.some((rule) => rule.isRegex);
  const [rule] = rules
    .filter(({ expression, pathType }) => matches(path, expression, pathType, isRegex))
    .sort((a, b) => b.expression.length - a.expression.length);
  return rule;
}

/** Returns the pods behind the host and the port in the variables of a workload. */
export function address(manifests: Manifests, workload: string, hostVariable: string, portVariable: string): string {
  const variables = manifests.environment(workload);
  const { namespace } = manifests.get('Deployment', workload).metadata;
  return findPods(manifests, namespace, variables[hostVariable], Number(variables[portVariable]));
}

/** Returns what a folder of a workload is on, in words. */
export function folder(manifests: Manifests, workload: string, path: string): string {
  const mounts: Manifest[] = manifests.container(workload).volumeMounts;
  const [mount] = mounts
    .filter(({ mountPath }) => `${path}/`.startsWith(`${mountPath}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  if (mount === undefined) return 'nothing';
  if (mount.readOnly) return 'read-only';
  if (mounts.some((other) => isSameFolder(other, mount))) return 'shared with another folder';
  const volume = manifests.pod(workload).volumes.find(({ name }: Manifest) => name === mount.name);
  if (volume?.emptyDir) return `an emptyDir of at most ${volume.emptyDir.sizeLimit}`;
  const { namespace } = manifests.get('Deployment', workload).metadata;
  return claim(manifests, namespace, volume?.persistentVolumeClaim?.claimName);
}

function isSameFolder(other: Manifest, mount: Manifest): boolean {
  return other !== mount && !other.readOnly && other.name === mount.name && other.subPath === mount.subPath;
}

function claim(manifests: Manifests, namespace: string, claimName?: string): string {
  const found = manifests
    .all('PersistentVolumeClaim')
    .find(({ metadata }) => metadata.name === claimName && metadata.namespace === namespace);
  if (!found) return 'nothing';
  const { accessModes, resources, storageClassName } = found.spec;
  return `claim ${claimName}, ${accessModes} ${resources.requests.storage} of ${storageClassName}`;
}

type Rule = ReturnType<typeof rulesOf>[number];

function rulesOf({ metadata, spec }: Manifest) {
  const annotation = (name: string) => metadata.annotations?.[`nginx.ingress.kubernetes.io/${name}`];
  return spec.rules.flatMap((rule: Manifest) =>
    rule.http.paths.map(({ path, pathType, backend }: Manifest) => ({
      host: rule.host as string | undefined,
      expression: path as string,
      pathType: pathType as string,
      className: spec.ingressClassName as string,
      namespace: metadata.namespace as string,
      service: backend.service.name as string,
      port: backend.service.port.number as number,
      rewrite: annotation('rewrite-target') as string | undefined,
      isRegex: annotation('use-regex') === 'true',
    })),
  );
}

/** ingress-nginx rejects an expression of another pathType, and reads all paths of a host as one if any is. */
function matches(path: string, expression: string, pathType: string, isRegex: boolean): boolean {
  if (!['Exact', 'Prefix', 'ImplementationSpecific'].includes(pathType)) return false;
  if (/[()|*$]/.test(expression) && (pathType !== 'ImplementationSpecific' || !isRegex)) return false;
  if (isRegex) return regularExpression(expression).test(path);
  if (pathType === 'Exact') return path === expression;
  return expression === '/' || path === expression || path.startsWith(`${expression}/`);
}

/** Expressions of nginx can contain comments. */
function regularExpression(expression: string): RegExp {
  return new RegExp(`^${expression.replace(/\(\?#[^)]*\)/g, '')}`, 'i');
}

function rewritePath(path: string, expression: string, rewrite: string): string {
  const groups = regularExpression(expression).exec(path) ?? [];
  return rewrite.replace(/\$(\d)/g, (_, group) => groups[Number(group)] ?? '');
}

/** Returns the pods behind a port of a Service, and their port; `outside …` for a Service that is not in the manifests. */
export function findPods(manifests: Manifests, namespace: string, name: string, port: number): string {
  const service = manifests
    .all('Service')
    .find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (!service) return `outside ${name}:${port}`;
  const servicePort = service.spec.ports.find((opened: Manifest) => opened.port === port);
  if (!servicePort) return 'nobody';
  const pods = selectedDeployments(manifests, namespace, service.spec.selector).map(
    ({ metadata, spec }) => `${metadata.name} on ${containerPort(spec, servicePort.targetPort)}`,
  );
  return pods.join(' and ') || 'nobody';
}

/** Returns the Deployments whose pods a selector selects. */
export function selectedDeployments(manifests: Manifests, namespace: string, selector: Labels): Manifest[] {
  return manifests.all('Deployment').filter(({ metadata, spec }) => {
    const labels: Labels = spec.template.metadata.labels;
    return metadata.namespace === namespace && selects(selector, labels) && selects(spec.selector.matchLabels, labels);
  });
}

/** Returns whether labels have all that a selector asks for. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function containerPort(spec: Manifest, target: string | number): number | undefined {
  const ports: Manifest[] = spec.template.spec.containers.flatMap((container: Manifest) => container.ports ?? []);
  return ports.find(({ name, containerPort }) => name === target || containerPort === target)?.containerPort;
}
