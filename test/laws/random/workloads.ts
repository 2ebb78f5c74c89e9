// Random workloads.
import {
  type Autoscaling,
  Client,
  type EgressRule,
  type FileProps,
  type HttpWorkloadProps,
  type IProvider,
  type LifecycleProps,
  type PodProps,
  type ProgramProps,
  Server,
  type TrafficProps,
  Worker,
  type WorkerProps,
  type WorkloadProps,
} from 'cdk8s-webstack';
import { scheduling } from './platforms';
import { configMapKey, environment, ownKey, secretKey, volumesOf } from './contents';
import { admitted } from './providers';
import { type Offer, type Scene, place } from './scene';
import type { Draw } from './draw';
import { egressRule } from './traffic';
import { usesOf } from './uses';
import { health, image, path, resources, security, termination, text } from './values';

export function addServed(scene: Scene): void {
  const { d, namespace, app, routables } = scene;
  const type = d.one(Client, Server);
  const { scope, id, name } = place(scene, type.name);
  const { props, exclusive, edges } = workload(scene, name, true);
  const port = d.whole(1024, 65535);
  const admits = admitted(scene, 'HttpWorkloadProps');
  const made = new type(scope, id, {
    ...props,
    port: d.at('HttpWorkloadProps.port', port),
    allowNamespaces: d.at('HttpWorkloadProps.allowNamespaces', admits),
    ...(exclusive ? { replicas: 1 } : d.one(fixed, scaled)(d)),
  });
  app.edges.push(...edges);
  app.exposed.push(
    made.service,
    ...objectsOf(made),
    ...(made.horizontalPodAutoscaler ? [made.horizontalPodAutoscaler] : []),
  );
  const leadsTo = `${namespace}/${name} on ${port}`;
  routables.push({ routable: made, leadsTo });
  app.offers.push({ ...offerOf(made, name, namespace, leadsTo), admits, letsIn: admits });
}

export function offerOf(provider: IProvider, name: string, namespace: string, leadsTo: string): Offer {
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  const variables = [hostVariable, portVariable];
  return { provider, namespace, admits: [], letsIn: [], hostVariable, portVariable, variables, hasUrl: true, leadsTo };
}

function fixed(d: Draw): Partial<HttpWorkloadProps> {
  return d.group<HttpWorkloadProps>('HttpWorkloadProps', { replicas: () => d.whole(1, 9) });
}

function scaled(d: Draw): Partial<HttpWorkloadProps> {
  const autoscaling = {
    maxReplicas: d.at('Autoscaling.maxReplicas', d.whole(3, 9)),
    ...d.group<Autoscaling>('Autoscaling', {
      minReplicas: () => d.whole(1, 3),
      cpuUtilization: () => d.whole(1, 200),
      memoryUtilization: () => d.whole(1, 99),
    }),
  };
  return { autoscaling: d.at('HttpWorkloadProps.autoscaling', autoscaling) };
}

export function objectsOf({ deployment, serviceAccount, networkPolicy, podDisruptionBudget, claims }: Client | Worker) {
  const budget = podDisruptionBudget ? [podDisruptionBudget] : [];
  return [deployment, serviceAccount, networkPolicy, ...budget, ...Object.values(claims)];
}

export function addWorker(scene: Scene): void {
  const { d, app } = scene;
  const { scope, id, name } = place(scene, 'Worker');
  const { props, exclusive, edges } = workload(scene, name, false);
  const shared = () => ({
    ...d.group<WorkerProps>('WorkerProps', { replicas: () => d.whole(1, 9) }),
    sharesWork: d.at('WorkerProps.sharesWork', true),
  });
  const made = new Worker(scope, id, { ...props, ...(exclusive ? {} : shared()) });
  app.edges.push(...edges);
  app.exposed.push(...objectsOf(made));
}

/** A worker of a certain image. */
export function addPinned({ chart, namespace, app, d }: Scene, image: string): void {
  const id = d.word();
  app.names.add(`${namespace}/${id}`);
  app.exposed.push(...objectsOf(new Worker(chart, id, { image })));
}

function workload(scene: Scene, name: string, hasPort: boolean) {
  const { d } = scene;
  const { volumes, exclusive } = volumesOf(scene);
  const { providers, edges, taken } = usesOf(scene, name);
  const list = (property: string) => () => d.list(`ProgramProps.${property}`, 3, () => text(d));
  const props: WorkloadProps = {
    image: d.at('ProgramProps.image', image(d)),
    ...d.group<ProgramProps>('ProgramProps', { command: list('command'), args: list('args') }),
    ...d.group<LifecycleProps>('LifecycleProps', {
      health: () => health(d, hasPort),
      termination: () => termination(d),
    }),
    ...d.group<PodProps>('PodProps', {
      resources: () => resources(d),
      security: () => security(d),
      scheduling: () => scheduling(d),
    }),
    ...d.group<TrafficProps>('TrafficProps', { allowEgress: () => allowed(scene, name) }),
    ...environment(scene, taken),
    ...d.group<FileProps>('FileProps', {
      files: () =>
        d.map(
          'FileProps.files',
          2,
          () => path(d),
          () => d.one(secretKey, configMapKey, ownKey)(scene),
        ),
      writablePaths: () => d.list('FileProps.writablePaths', 2, () => path(d)),
    }),
    volumes: d.at('FileProps.volumes', volumes),
    uses: d.at('EnvironmentProps.uses', providers),
  };
  return { props, exclusive, edges };
}

function allowed({ d, app, namespace }: Scene, name: string): EgressRule[] {
  return Array.from({ length: d.whole(0, 2) }, () => {
    const { rule, reach } = egressRule(d);
    app.reaches.push({ workload: `${namespace}/${name}`, reach });
    return rule;
  });
}
