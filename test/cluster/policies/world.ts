// The reference application and its neighbours: components with more egress, guests in an allowed namespace, and strangers
// that no policy mentions.
import { App } from 'cdk8s';
import { Platform, WebStack, Worker, type EgressRule, type WorkerProps } from 'cdk8s-webstack';
import type { Protocol } from 'cdk8s-plus-27';
import { Manifests, renderApp } from '../../manifests';
import { apply, applyAll, available, dropNamespace, freshNamespace, kubectl } from '../cluster';
import { outside } from '../outside';
import { echoes, IMAGE, probed, PROBER, spot, target, type Spot, type Target } from '../probing';
import { reference, type Changes } from '../reference-stack';

/** The namespace of the application, and the name of its stack. */
export const HOME = 'webstack-test-policies';
export const HOST = 'policies.example';
const GUESTS = `${HOME}-guests`;
const ABROAD = `${HOME}-abroad`;
const NODE = `${HOME}-node`;
const namespaces = [HOME, GUESTS, ABROAD, NODE];

/** The components of the application, sorted by name. */
export const REFERENCE = ['client', 'postgres', 'redis', 'server', 'worker'];
const SENDERS = outside ? ['by-tcp', 'by-udp'] : [];

function idle(stack: WebStack, id: string, more: Partial<WorkerProps> = {}): Worker {
  const command = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];
  return new Worker(stack, id, { image: IMAGE, command, ...more });
}

/** The manifests of both stacks, without some parts. */
export function declared(without: Changes['without'] = []): Manifests {
  const app = new App();
  const [home, guests] = [HOME, GUESTS].map((name) => new WebStack(app, name, { platform: Platform.minikube() }));
  const redis = reference(home, { replicas: 1, hosts: [HOST], redis: { allowNamespaces: [GUESTS] }, without });
  for (const id of SENDERS) idle(home, id, { allowEgress: [leaving(id)] });
  idle(guests, 'guest', { uses: [redis] });
  idle(guests, 'other');
  return renderApp(app);
}

function leaving(id: string): EgressRule {
  return { cidr: `${outside}/32`, ports: [7], protocol: (id === 'by-tcp' ? 'TCP' : 'UDP') as Protocol };
}

/** Deploys everything without policies. */
export async function comeUp(): Promise<void> {
  await Promise.all(namespaces.map(freshNamespace));
  await kubectl('label', 'namespace', NODE, 'pod-security.kubernetes.io/enforce=privileged', '--overwrite');
  await kubectl('create', 'secret', 'generic', 'pgpassword', '--namespace', HOME, '--from-literal', 'PGPASSWORD=any');
  await applyAll(new Manifests(declared().objects.filter(({ kind }) => kind !== 'NetworkPolicy')));
  const label = { [`${HOME}.uses.webstack/redis`]: 'true' };
  await pod(HOME, 'stranger');
  await pod(HOME, 'bearer', label);
  await pod(ABROAD, 'pretender', label);
  await pod(NODE, 'node', {}, true);
  await available(HOME);
  await available(GUESTS);
}

export async function goAway(): Promise<void> {
  await Promise.all(namespaces.map(dropNamespace));
}

async function pod(namespace: string, name: string, labels = {}, hostNetwork?: boolean): Promise<void> {
  const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const container = { name: 'prober', image: IMAGE, command: PROBER, securityContext: security };
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { containers: [container], securityContext, hostNetwork, automountServiceAccountToken: false };
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec }));
}

/** All pods whose connections are tested. */
export async function allSpots(): Promise<Spot[]> {
  const inHome = [...REFERENCE, ...SENDERS].map((name) => probed(HOME, name));
  const inGuests = ['guest', 'other'].map((name) => probed(GUESTS, name));
  const strangers = ['stranger', 'bearer'].map((name) => spot(name, HOME, `pod/${name}`));
  return Promise.all([...inHome, ...inGuests, ...strangers, spot('pretender', ABROAD, 'pod/pretender')]);
}

/** The declared targets, by the names of their Services. */
export const DECLARED: Target[] = Object.entries({ client: 3000, postgres: 5432, redis: 6379, server: 5000 }).map(
  ([name, port]) => target(name, `${name}.${HOME}.svc`, port),
);

export async function allTargets(spots: Spot[]): Promise<Target[]> {
  const node = echoes(await spot('node', NODE, 'pod/node'));
  const away = outside ? [target('outside', outside, 7), target('outside', outside, 7, 'udp')] : [];
  return [...DECLARED, ...spots.flatMap(echoes), ...node, target('api', 'kubernetes.default.svc', 443), ...away];
}
