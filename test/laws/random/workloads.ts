// Random workloads.
import {
  Client,
  type FileProps,
  type ServedProps,
  Server,
  Worker,
  type WorkerProps,
  type WorkloadProps,
} from 'cdk8s-webstack';
import { configMapKey, environment, ownKey, secretKey, volumesOf } from './contents';
import { admitted } from './providers';
import { type Scene, place } from './scene';
import { usesOf } from './uses';
import { health, image, path, resources, security, termination, text } from './values';

export function addServed(scene: Scene): void {
  const { d, namespace, app, routables } = scene;
  const type = d.one(Client, Server);
  const { scope, id, name } = place(scene, type.name);
  const { props, exclusive, edges } = workload(scene, name, true);
  const port = d.whole(1024, 65535);
  const admits = admitted(scene, 'ServedProps');
  const made = new type(scope, id, {
    ...props,
    port: d.at('ServedProps.port', port),
    admitNamespaces: d.at('ServedProps.admitNamespaces', admits),
    ...(exclusive ? { replicas: 1 } : d.group<ServedProps>('ServedProps', { replicas: () => d.whole(1, 9) })),
  });
  app.edges.push(...edges);
  app.exposed.push(made.deployment, made.service, ...Object.values(made.claims));
  const leadsTo = `${namespace}/${name} on ${port}`;
  routables.push({ routable: made, leadsTo });
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  app.offers.push({
    provider: made,
    namespace,
    admits,
    hostVariable,
    portVariable,
    variables: [hostVariable, portVariable],
    hasUrl: true,
    leadsTo,
  });
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
  app.exposed.push(made.deployment, ...Object.values(made.claims));
}

function workload(scene: Scene, name: string, hasPort: boolean) {
  const { d } = scene;
  const { volumes, exclusive } = volumesOf(scene);
  const { providers, edges, taken } = usesOf(scene, name);
  const list = (property: string) => () => d.list(`WorkloadProps.${property}`, 3, () => text(d));
  const props: WorkloadProps = {
    image: d.at('WorkloadProps.image', image(d)),
    ...d.group<WorkloadProps>('WorkloadProps', {
      command: list('command'),
      args: list('args'),
      health: () => health(d, hasPort),
      resources: () => resources(d),
      security: () => security(d),
      termination: () => termination(d),
    }),
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
