// The reference application in a namespace of its own, small, with a pod that inserts rows beside it.
import { App } from 'cdk8s';
import { Platform, WebStack, type Postgres } from 'cdk8s-webstack';
import { renderApp, type Manifests } from '../../../manifests';
import { applyAll, eventually, freshNamespace, kubectl } from '../../cluster';
import { reference, type Changes } from '../../reference-stack';
import { podOf, type Pod } from '../pod';
import { insertInto } from './inserter';

const KEPT = ['Namespace', 'PersistentVolumeClaim'];

export class Application {
  /** Makes the namespace and the Secret, and nothing else. */
  static async prepare(namespace: string, host: string): Promise<Application> {
    await freshNamespace(namespace);
    const literal = '--from-literal=PGPASSWORD=throw-away';
    await kubectl('create', 'secret', 'generic', 'pgpassword', '--namespace', namespace, literal);
    return new Application(namespace, host);
  }

  private constructor(
    readonly namespace: string,
    readonly host: string,
  ) {}

  declared(changes: Changes = {}): Manifests {
    const app = new App();
    const stack = new WebStack(app, 'fib', { platform: Platform.minikube(), namespace: this.namespace });
    reference(stack, { replicas: 1, hosts: [this.host], ...changes });
    insertInto(stack, stack.node.findChild('postgres') as Postgres);
    return renderApp(app);
  }

  /** Applies what is declared, whatever was before. */
  async present(changes?: Changes): Promise<void> {
    await this.roll(this.declared(changes), '--force-conflicts');
  }

  /** Applies, and waits until every Deployment has the pods that it says, and no others are left. */
  async roll(manifests: Manifests, ...options: string[]): Promise<void> {
    await applyAll(manifests, ...options);
    for (const { metadata } of manifests.all('Deployment')) await this.rolled(metadata.name);
    const declared = manifests.all('Deployment').length;
    await eventually('the last pods to go', async () => (await this.pods()).length === declared);
  }

  async scale(deployment: string, replicas: number): Promise<void> {
    await kubectl('scale', '--namespace', this.namespace, `deployment/${deployment}`, `--replicas=${replicas}`);
    await this.rolled(deployment);
    await eventually(`${replicas} pods`, async () => (await this.pods(deployment)).length === replicas);
  }

  /** Deletes the pod of a component without waiting, and then waits until its successor is alone. */
  async replace(component: string): Promise<void> {
    const { name } = await this.pod(component);
    await kubectl('delete', '--namespace', this.namespace, `pod/${name}`, '--wait=false');
    await eventually(`another ${component}, alone`, async () => {
      const [pod, ...others] = await this.pods(component);
      return pod && pod.name !== name && others.length === 0;
    });
  }

  /** Deletes all that is declared but the claim, and waits until the pods are gone. */
  async remove(): Promise<void> {
    const { objects } = this.declared();
    const kinds = new Set(objects.map(({ kind }) => kind).filter((kind) => !KEPT.includes(kind)));
    const ours = ['--namespace', this.namespace, '--selector', 'app.kubernetes.io/part-of=fib'];
    await kubectl('delete', [...kinds].join(','), ...ours);
    await eventually('all pods to go', async () => (await this.pods()).length === 0);
  }

  /** Forgets all indexes and values. */
  async forget(): Promise<void> {
    await this.inside('postgres', 'psql', '--username=postgres', '--command=DELETE FROM indexes');
    await this.inside('redis', 'redis-cli', 'flushall');
  }

  async inside(deployment: string, ...command: string[]): Promise<string> {
    return kubectl('exec', '--namespace', this.namespace, `deployment/${deployment}`, '--', ...command);
  }

  /** The pod of a component, though its predecessor may be ending. */
  async pod(component: string): Promise<Pod> {
    const pods = await this.pods(component);
    return pods.find(({ isEnding }) => !isEnding) ?? pods[0];
  }

  /** All, or those of a component. */
  async pods(component?: string): Promise<Pod[]> {
    const listed = await kubectl('get', 'pods', '--namespace', this.namespace, '--output', 'json');
    const all: Pod[] = JSON.parse(listed).items.map(podOf);
    return all.filter((pod) => component === undefined || pod.component === component);
  }

  private async rolled(deployment: string): Promise<void> {
    const which = ['--namespace', this.namespace, `deployment/${deployment}`];
    await kubectl('rollout', 'status', ...which, '--timeout', '240s');
  }
}
