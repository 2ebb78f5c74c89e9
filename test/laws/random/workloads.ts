// Random workloads.
import { Client, Server, Worker, type Autoscaling, type HttpWorkloadProps, type WorkerProps } from 'cdk8s-webstack';
import { chooseNamespaces } from './databases';
import type { Draw } from './draw';
import { locate, type Offer, type Scene } from './scene';
import { image } from './values';
import { workloadProps } from './workload-props';

/** The HTTP components of random apps. Add a new one here, at the end. */
const HTTP_WORKLOADS = [Client, Server];

export function addHttpWorkload(scene: Scene): void {
  const { draw, namespace, facts, routables } = scene;
  const type = draw.pick(...HTTP_WORKLOADS);
  const { scope, id, name } = locate(scene, type.name);
  const { props, isExclusive, edges } = workloadProps(scene, name, true);
  const port = draw.integer(1024, 65535);
  const allowNamespaces = chooseNamespaces(scene, 'HttpWorkloadProps');
  const component = new type(scope, id, {
    ...props,
    ...{ port: draw.at('HttpWorkloadProps.port', port), allowNamespaces },
    ...(isExclusive ? { replicas: 1 } : draw.pick(fixed, scaled)(draw)),
  });
  facts.edges.push(...edges);
  const destination = `${namespace}/${name} on ${port}`;
  routables.push({ routable: component, destination });
  const namespaces = { usableFrom: allowNamespaces, allowedNamespaces: allowNamespaces };
  facts.offers.push({ provider: component, namespace, ...namespaces, ...variablesOf(name), destination });
}

function fixed(draw: Draw): Partial<HttpWorkloadProps> {
  return draw.group<HttpWorkloadProps>('HttpWorkloadProps', { replicas: () => draw.integer(1, 9) });
}

function scaled(draw: Draw): Partial<HttpWorkloadProps> {
  const autoscaling = {
    maxReplicas: draw.at('Autoscaling.maxReplicas', draw.integer(3, 9)),
    ...draw.group<Autoscaling>('Autoscaling', {
      minReplicas: () => draw.integer(1, 3),
      cpuUtilization: () => draw.integer(1, 200),
      memoryUtilization: () => draw.integer(1, 99),
    }),
  };
  return { autoscaling: draw.at('HttpWorkloadProps.autoscaling', autoscaling) };
}

/** Returns the variables that consumers of an HTTP component get. */
function variablesOf(name: string): Pick<Offer, 'hostVariable' | 'portVariable' | 'variables' | 'hasUrl'> {
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  return { hostVariable, portVariable, variables: [hostVariable, portVariable], hasUrl: true };
}

export function addWorker(scene: Scene): void {
  const { draw, facts } = scene;
  const { scope, id, name } = locate(scene, 'Worker');
  const { props, isExclusive, edges } = workloadProps(scene, name, false);
  const several = () => ({
    ...draw.group<WorkerProps>('WorkerProps', { replicas: () => draw.integer(1, 9) }),
    sharesWork: draw.at('WorkerProps.sharesWork', true),
  });
  new Worker(scope, id, { ...props, ...(isExclusive ? {} : several()) });
  facts.edges.push(...edges);
}

/** Adds a worker that runs a certain image. */
export function addImage({ chart, namespace, facts, draw }: Scene, name: string): void {
  const id = draw.word();
  facts.names.add(`${namespace}/${id}`);
  new Worker(chart, id, { image: name });
}

/** Adds two servers that call each other: the first refers to the second by name. */
export function addServerPair({ chart, namespace, facts, draw }: Scene): void {
  const [first, second, port] = [draw.word(), draw.word(), draw.integer(1024, 65535)];
  const later = Server.byName(chart, draw.at('Server.byName.name', second), draw.at('Server.byName.port', port));
  const server = new Server(chart, first, { image: image(draw), uses: [later] });
  const other = new Server(chart, second, { image: image(draw), port, uses: [server] });
  const destinations = [`${namespace}/${first} on 5000`, `${namespace}/${second} on ${port}`];
  const offers = [server, other].map((provider, index) => ({
    ...{ provider, namespace, usableFrom: [], allowedNamespaces: [] },
    ...variablesOf([first, second][index]),
    destination: destinations[index],
  }));
  facts.offers.push(...offers);
  facts.names.add(`${namespace}/${first}`).add(`${namespace}/${second}`);
  facts.edges.push({ ...offers[1], workload: first }, { ...offers[0], workload: second });
}
