// The reference application and other pods: workers with egress rules, consumers in an allowed namespace, and pods
// without a policy.
import { App } from 'cdk8s';
import { Platform, WebStack, Worker, type EgressRule, type WorkerProps } from 'cdk8s-webstack';
import type { Protocol } from 'cdk8s-plus-27';
import { Manifests, renderApp } from '../../manifests';
import { apply, applyAll, deleteNamespace, kubectl, recreateNamespace, waitUntilAvailable } from '../cluster';
import { externalHost } from '../external-host';
import {
  attachProber,
  createTarget,
  echoTargets,
  type Prober,
  PROBER_COMMAND,
  PROBER_IMAGE,
  type Target,
  waitForProber,
} from '../probing';
import { declareReferenceStack, type ReferenceStackOptions } from '../reference-stack';

/** The namespace of the application, and the name of its stack. */
export const APPLICATION = 'webstack-test-policies';
export const HOST = 'policies.example';
const GUESTS = `${APPLICATION}-guests`;
const OTHER = `${APPLICATION}-other`;
const NODE = `${APPLICATION}-node`;
const namespaces = [APPLICATION, GUESTS, OTHER, NODE];

/** The components of the application, sorted by name. */
export const COMPONENTS = ['client', 'postgres', 'redis', 'server', 'worker'];
const EGRESS_WORKERS = externalHost ? ['by-tcp', 'by-udp'] : [];

function declareIdleWorker(stack: WebStack, id: string, more: Partial<WorkerProps> = {}): Worker {
  const command = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];
  return new Worker(stack, id, { image: PROBER_IMAGE, command, ...more });
}

/** Renders the application and the other workers in two stacks, without some parts. */
export function renderManifests(without: ReferenceStackOptions['without'] = []): Manifests {
  const app = new App();
  const [application, guests] = [APPLICATION, GUESTS].map(
    (name) => new WebStack(app, name, { platform: Platform.minikube() }),
  );
  const redis = declareReferenceStack(application, {
    replicas: 1,
    hosts: [HOST],
    redis: { allowNamespaces: [GUESTS] },
    without,
  });
  for (const id of EGRESS_WORKERS) declareIdleWorker(application, id, { allowEgress: [egressToExternalHost(id)] });
  declareIdleWorker(guests, 'guest', { uses: [redis] });
  declareIdleWorker(guests, 'other');
  return renderApp(app);
}

function egressToExternalHost(id: string): EgressRule {
  return { cidr: `${externalHost}/32`, ports: [7], protocol: (id === 'by-tcp' ? 'TCP' : 'UDP') as Protocol };
}

/** Deploys all pods, without policies. */
export async function setUp(): Promise<void> {
  await Promise.all(namespaces.map(recreateNamespace));
  await kubectl('label', 'namespace', NODE, 'pod-security.kubernetes.io/enforce=privileged', '--overwrite');
  const secret = ['secret', 'generic', 'pgpassword', '--from-literal', 'PGPASSWORD=any'];
  await kubectl('create', '--namespace', APPLICATION, ...secret);
  await applyAll(new Manifests(renderManifests().objects.filter(({ kind }) => kind !== 'NetworkPolicy')));
  const label = { [`${APPLICATION}.uses.webstack/redis`]: 'true' };
  await createPod(APPLICATION, 'stranger');
  await createPod(APPLICATION, 'bearer', label);
  await createPod(OTHER, 'pretender', label);
  await createPod(NODE, 'node', {}, true);
  await waitUntilAvailable(APPLICATION);
  await waitUntilAvailable(GUESTS);
}

export async function tearDown(): Promise<void> {
  await Promise.all(namespaces.map(deleteNamespace));
}

async function createPod(namespace: string, name: string, labels = {}, hostNetwork?: boolean): Promise<void> {
  const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const container = { name: 'prober', image: PROBER_IMAGE, command: PROBER_COMMAND, securityContext: security };
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { containers: [container], securityContext, hostNetwork, automountServiceAccountToken: false };
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec }));
}

/** Starts a prober in every pod that opens connections. */
export async function startProbers(): Promise<Prober[]> {
  const inApplication = [...COMPONENTS, ...EGRESS_WORKERS].map((name) => attachProber(APPLICATION, name));
  const inGuests = ['guest', 'other'].map((name) => attachProber(GUESTS, name));
  const withoutPolicy = ['stranger', 'bearer'].map((name) => waitForProber(name, APPLICATION, `pod/${name}`));
  return Promise.all([
    ...inApplication,
    ...inGuests,
    ...withoutPolicy,
    waitForProber('pretender', OTHER, 'pod/pretender'),
  ]);
}

/** The Services of the application. */
export const SERVICES: Target[] = Object.entries({ client: 3000, postgres: 5432, redis: 6379, server: 5000 }).map(
  ([name, port]) => createTarget(name, `${name}.${APPLICATION}.svc`, port),
);

export async function listTargets(probers: Prober[]): Promise<Target[]> {
  const node = echoTargets(await waitForProber('node', NODE, 'pod/node'));
  const outside = externalHost
    ? [createTarget('outside', externalHost, 7), createTarget('outside', externalHost, 7, 'udp')]
    : [];
  return [
    ...SERVICES,
    ...probers.flatMap(echoTargets),
    ...node,
    createTarget('api', 'kubernetes.default.svc', 443),
    ...outside,
  ];
}
