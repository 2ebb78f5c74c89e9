// The reference application in its own namespace, with one pod per component and a pod that inserts rows.
import { App } from 'cdk8s';
import { Platform, WebStack, type Postgres } from 'cdk8s-webstack';
import { renderApp, type Manifests } from '../../../manifests';
import { applyAll, eventually, kubectl, recreateNamespace } from '../../cluster';
import { declareReferenceStack, type ReferenceStackOptions } from '../../reference-stack';
import { podOf, type Pod } from '../pod';
import { insertInto } from './inserter';

const KEPT_KINDS = ['Namespace', 'PersistentVolumeClaim'];

export class Application {
  /** Creates the namespace and the Secret only. */
  static async prepare(namespace: string, host: string): Promise<Application> {
    await recreateNamespace(namespace);
    const literal = '--from-literal=PGPASSWORD=disposable';
    await kubectl('create', 'secret', 'generic', 'pgpassword', '--namespace', namespace, literal);
    return new Application(namespace, host);
  }

  private constructor(
    readonly namespace: string,
    readonly host: string,
  ) {}

  render(changes: ReferenceStackOptions = {}): Manifests {
    const app = new App();
    const stack = new WebStack(app, 'fib', { platform: Platform.minikube(), namespace: this.namespace });
    declareReferenceStack(stack, { replicas: 1, hosts: [this.host], ...changes });
    insertInto(stack, stack.node.findChild('postgres') as Postgres);
    return renderApp(app);
  }

  /** Applies the declaration over any earlier state. */
  async restore(changes?: ReferenceStackOptions): Promise<void> {
    await this.roll(this.render(changes), '--force-conflicts');
  }

  /** Applies manifests. Waits until every Deployment is rolled out, and no other pods are left. */
  async roll(manifests: Manifests, ...options: string[]): Promise<void> {
    await applyAll(manifests, ...options);
    const deployments = manifests.all('Deployment');
    for (const { metadata } of deployments) await this.rolledOut(metadata.name);
    await eventually('the old pods to be gone', async () => (await this.pods()).length === deployments.length);
  }

  async scale(deployment: string, replicas: number): Promise<void> {
    await kubectl('scale', '--namespace', this.namespace, `deployment/${deployment}`, `--replicas=${replicas}`);
    await this.rolledOut(deployment);
    await eventually(`${replicas} pods`, async () => (await this.pods(deployment)).length === replicas);
  }

  /** Deletes the pod of a component, then waits until only its successor is left. */
  async replace(component: string): Promise<void> {
    const { name } = await this.pod(component);
    await kubectl('delete', '--namespace', this.namespace, `pod/${name}`, '--wait=false');
    await eventually(`the successor of ${name}`, async () => {
      const [pod, ...others] = await this.pods(component);
      return pod && pod.name !== name && others.length === 0;
    });
  }

  /** Deletes all declared objects except the claim and the Namespace, and waits until the pods are gone. */
  async remove(): Promise<void> {
    const { objects } = this.render();
    const kinds = new Set(objects.map(({ kind }) => kind).filter((kind) => !KEPT_KINDS.includes(kind)));
    const selection = ['--namespace', this.namespace, '--selector', 'app.kubernetes.io/part-of=fib'];
    await kubectl('delete', [...kinds].join(','), ...selection);
    await eventually('all pods to be gone', async () => (await this.pods()).length === 0);
  }

  /** Deletes all indexes and values. */
  async clear(): Promise<void> {
    await this.exec('postgres', 'psql', '--username=postgres', '--command=DELETE FROM indexes');
    await this.exec('redis', 'redis-cli', 'flushall');
  }

  async exec(deployment: string, ...command: string[]): Promise<string> {
    return kubectl('exec', '--namespace', this.namespace, `deployment/${deployment}`, '--', ...command);
  }

  /** The pod of a component. A predecessor may still be terminating. */
  async pod(component: string): Promise<Pod> {
    const pods = await this.pods(component);
    return pods.find(({ isTerminating }) => !isTerminating) ?? pods[0];
  }

  /** The pods of one component, or of all. */
  async pods(component?: string): Promise<Pod[]> {
    const listed = await kubectl('get', 'pods', '--namespace', this.namespace, '--output', 'json');
    const all: Pod[] = JSON.parse(listed).items.map(podOf);
    return all.filter((pod) => component === undefined || pod.component === component);
  }

  private async rolledOut(deployment: string): Promise<void> {
    const target = ['--namespace', this.namespace, `deployment/${deployment}`];
    await kubectl('rollout', 'status', ...target, '--timeout', '240s');
  }
}
