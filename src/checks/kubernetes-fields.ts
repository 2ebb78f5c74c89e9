// Fields of Kubernetes, and habits of other tools, that this library has under other names or at other places.

/** The place of a field. */
interface Place {
  readonly field: string;
  /** The property that a declaration must have for the way out to be possible. */
  readonly beside: string;
  readonly wayOut: string;
}

const HEALTH = "Set health, such as Health.http('/health')";
const SCHEDULING = "Set scheduling, such as { nodeSelector: { disk: 'ssd' } }";
const SECURITY = 'Set security, such as { user: 1000 }';
const TERMINATION = 'Set termination, such as { gracePeriod: Duration.seconds(60) }';
const RESOURCES = 'Set resources, such as { memory: { limit: Size.mebibytes(512) } }';
const PATCH = 'Add it to the Deployment by a patch: deployment.addJsonPatch(…)';

const PLACES: readonly Place[] = [
  ...on('image', {
    imagePullPolicy: 'Set imagePullPolicy of the platform',
    imagePullSecrets: "Set podDefaults of the stack, such as { imagePullSecrets: ['registry'] }",
    serviceAccount: 'Each component has a ServiceAccount: annotate its serviceAccount',
    serviceAccountName: 'Each component has a ServiceAccount: annotate its serviceAccount',
    labels: 'Set podDefaults of the stack, such as { labels: { … } }',
    annotations: 'Set podDefaults of the stack, such as { annotations: { … } }',
    containers: PATCH,
    initContainers: PATCH,
    sidecars: PATCH,
  }),
  ...on('health', each('readinessProbe livenessProbe startupProbe healthcheck', HEALTH)),
  ...on('scheduling', each('nodeSelector tolerations priorityClassName', SCHEDULING)),
  ...on('security', each('securityContext podSecurityContext runAsUser user', SECURITY)),
  ...on('termination', each('terminationGracePeriodSeconds lifecycle preStop', TERMINATION)),
  ...on('volumes', { volumeMounts: "Set volumes, a map from folders to volumes: { '/data': volume }" }),
  ...on('port', each('ports containerPort', 'Set port, the port that the program listens on')),
  ...on('autoscaling', each('hpa autoscaler minReplicas maxReplicas', 'Set autoscaling, such as { maxReplicas: 5 }')),
  ...on('uses', {
    envFrom: "Set secrets or config, each variable by its name: { TOKEN: SecretKey.of('mail', 'TOKEN') }",
    ...each('dependsOn depends_on links', 'Name the providers in uses, such as uses: [redis]'),
  }),
  ...on('resources', each('memory cpu limits requests', RESOURCES)),
  ...on('ephemeralStorage', each('limits requests', RESOURCES)),
  ...on('routes', {
    ingressClassName: 'Set ingressClass of the platform',
    annotations: 'Annotate its ingresses, which are API objects',
  }),
];

/** Returns what to write in place of a field of Kubernetes; undefined for any other name. */
export function placeOf(field: string, known: readonly string[]): string | undefined {
  return PLACES.find((place) => place.field === field && known.includes(place.beside))?.wayOut;
}

/** Places of fields on declarations with a certain property. */
function on(beside: string, wayOuts: Record<string, string>): Place[] {
  return Object.entries(wayOuts).map(([field, wayOut]) => ({ beside, field, wayOut }));
}

/** The same way out for several fields. */
function each(fields: string, wayOut: string): Record<string, string> {
  return Object.fromEntries(fields.split(' ').map((field) => [field, wayOut]));
}
