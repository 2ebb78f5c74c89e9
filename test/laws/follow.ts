// Follows a request, a variable or a folder through the manifests, as the cluster would: nothing here knows the library.
import type { Manifest, Manifests } from '../manifests';

type Labels = Record<string, string>;

/**
 * Which pods answer a request, on which port, and what path they see. Answers `nobody` where it leads nowhere.
 * @param host undefined where the rules are for every host
 */
export function request(manifests: Manifests, path: string, host?: string): string {
  const rule = ruleFor(manifests, path, host);
  if (rule?.className !== 'nginx') return 'nobody';
  const { namespace, service, port, expression, rewrite } = rule;
  const seen = rewrite ? rewritten(path, expression, rewrite) : path;
  return `${pods(manifests, namespace, service, port)} as ${seen}`;
}

/** The rule that has a request: of those that take it the longest one. */
export function ruleFor(manifests: Manifests, path: string, host?: string): Rule | undefined {
  const rules = manifests
    .all('Ingress')
    .flatMap(rulesOf)
    .filter((rule) => rule.host === host);
  const regex = rules.some((rule) => rule.regex);
  const [rule] = rules
    .filter(({ expression, pathType }) => matches(path, expression, pathType, regex))
    .sort((a, b) => b.expression.length - a.expression.length);
  return rule;
}

/** Which pods are behind a host and a port that a workload finds in its variables. */
export function address(manifests: Manifests, workload: string, hostVariable: string, portVariable: string): string {
  const variables = manifests.environment(workload);
  const { namespace } = manifests.get('Deployment', workload).metadata;
  return pods(manifests, namespace, variables[hostVariable], Number(variables[portVariable]));
}

/** On what a folder of a workload lies: the claim, if it is one that is in the manifests. */
export function folder(manifests: Manifests, workload: string, path: string): string {
  const mounts: Manifest[] = manifests.container(workload).volumeMounts;
  const [mount] = mounts
    .filter(({ mountPath }) => `${path}/`.startsWith(`${mountPath}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  const volume = manifests.pod(workload).volumes.find(({ name }: Manifest) => name === mount?.name);
  if (mount?.readOnly) return 'read-only';
  if (
    mounts.some(
      (other) => other !== mount && !other.readOnly && other.name === mount?.name && other.subPath === mount?.subPath,
    )
  ) {
    return 'shared with another folder';
  }
  if (volume?.emptyDir) return `a folder of the pod's own of at most ${volume.emptyDir.sizeLimit}`;
  const claimName = volume?.persistentVolumeClaim?.claimName;
  const { namespace } = manifests.get('Deployment', workload).metadata;
  const claim = manifests
    .all('PersistentVolumeClaim')
    .find(({ metadata }) => metadata.name === claimName && metadata.namespace === namespace);
  if (!claim) return 'nothing';
  const { accessModes, resources, storageClassName } = claim.spec;
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
      regex: annotation('use-regex') === 'true',
    })),
  );
}

/** ingress-nginx refuses an expression under another pathType, and reads all paths of a host as one where any is. */
function matches(path: string, expression: string, pathType: string, regex: boolean): boolean {
  if (!['Exact', 'Prefix', 'ImplementationSpecific'].includes(pathType)) return false;
  if (/[()|*$]/.test(expression) && (pathType !== 'ImplementationSpecific' || !regex)) return false;
  if (regex) return regularExpression(expression).test(path);
  if (pathType === 'Exact') return path === expression;
  return expression === '/' || path === expression || path.startsWith(`${expression}/`);
}

/** nginx' expressions may have comments. */
function regularExpression(expression: string): RegExp {
  return new RegExp(`^${expression.replace(/\(\?#[^)]*\)/g, '')}`, 'i');
}

function rewritten(path: string, expression: string, rewrite: string): string {
  const groups = regularExpression(expression).exec(path) ?? [];
  return rewrite.replace(/\$(\d)/g, (_, group) => groups[Number(group)] ?? '');
}

/** The pods behind a port of a Service, and the port of theirs that it leads to; a Service that is made elsewhere. */
export function pods(manifests: Manifests, namespace: string, name: string, port: number): string {
  const service = manifests
    .all('Service')
    .find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (!service) return `outside ${name}:${port}`;
  const opened = service.spec.ports.find((each: Manifest) => each.port === port);
  if (!opened) return 'nobody';
  const targets = selected(manifests, namespace, service.spec.selector).map(
    ({ metadata, spec }) => `${metadata.name} on ${containerPort(spec, opened.targetPort)}`,
  );
  return targets.join(' and ') || 'nobody';
}

/** The Deployments whose pods a selector selects. */
export function selected(manifests: Manifests, namespace: string, selector: Labels): Manifest[] {
  return manifests.all('Deployment').filter(({ metadata, spec }) => {
    const labels: Labels = spec.template.metadata.labels;
    return metadata.namespace === namespace && selects(selector, labels) && selects(spec.selector.matchLabels, labels);
  });
}

export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function containerPort(spec: Manifest, target: string | number): number | undefined {
  const ports: Manifest[] = spec.template.spec.containers.flatMap((container: Manifest) => container.ports ?? []);
  return ports.find(({ name, containerPort }) => name === target || containerPort === target)?.containerPort;
}
