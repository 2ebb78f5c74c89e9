// What Client and Server have in common: a Service in front, so that it can be routed to and used.
import type { ApiObject, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { service } from '../kubernetes/service';
import { Health } from '../pod/health';
import { isPort } from '../checks/addresses';
import { Connection } from '../connections/connection';
import { namespacesMistakes } from '../connections/admission';
import { endpointOf, type Endpoint } from '../connections/endpoint';
import { identify } from '../identity/identity';
import { checked, group, listOf, text } from '../checks/check';
import { report, shown } from '../checks/messages';
import { declared, type Shape } from '../checks/declaration';
import { variablePrefix } from '../connections/variable';
import { AUTOSCALING, autoscaler, autoscalingMistakes, type Autoscaling } from './autoscaling';
import { deploy, PORT_NAME, type Workload } from './workload';
import { WORKLOAD, type WorkloadProps } from './workload-props';

/** A program of your own that answers requests. */
export interface ServedProps extends WorkloadProps {
  /**
   * The port that the program listens on, and the Service with it. From 1024: no container runs as root.
   * @default - client: 3000, server: 5000
   */
  readonly port?: number;
  /**
   * How many pods answer.
   * @default - 3; with autoscaling nobody but the autoscaler says
   */
  readonly replicas?: number;
  /**
   * That a HorizontalPodAutoscaler sees to how many pods answer.
   * @default - replicas does
   */
  readonly autoscaling?: Autoscaling;
  /**
   * Other namespaces whose pods may use it.
   * @default - none: its own namespace
   */
  readonly admitNamespaces?: string[];
}

const SERVED: Shape<ServedProps> = {
  ...WORKLOAD,
  port: checked,
  replicas: checked,
  autoscaling: group(AUTOSCALING),
  admitNamespaces: listOf(text, 'namespaces'),
};

export interface Served extends Workload {
  readonly service: ApiObject;
  readonly endpoint: Endpoint;
  readonly connection: Connection;
}

/** The cluster takes a few seconds to take a pod out of its Services; so long it goes on answering. */
const PRE_STOP_SECONDS = 6;

/** What tells a client from a server. */
export interface Kind {
  readonly role: string;
  readonly port: number;
  readonly memory: Size;
}

export function serve(component: Construct, id: string, kind: Kind, given: ServedProps): Served {
  const props = declared(component, given, SERVED);
  const identity = identify(component, id, kind.role);
  const { port = kind.port, replicas = 3, autoscaling, admitNamespaces } = props;
  const endpoint = endpointOf(component, identity, port, admitNamespaces);
  report(component, portMistake(port), ...namespacesMistakes(component, admitNamespaces), ...scalingMistakes(props));
  const scaled = { replicas, autoscaler: autoscaling && autoscaler(autoscaling) };
  const defaults = { memory: kind.memory, health: Health.http('/'), preStopSeconds: PRE_STOP_SECONDS };
  return {
    ...deploy(component, props, { identity, endpoint, ...scaled, ...defaults }),
    service: service(component, identity, PORT_NAME, port),
    endpoint,
    connection: named(endpoint),
  };
}

/** Variables after the provider's own name: `server` gives SERVER_HOST and SERVER_PORT. */
export function named(endpoint: Endpoint): Connection {
  const prefix = variablePrefix(endpoint.service);
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  return Connection.toEndpoint(endpoint, {
    hostVariable,
    portVariable,
    url: `http://$(${hostVariable}):$(${portVariable})`,
  });
}

function scalingMistakes({ autoscaling, replicas }: ServedProps): (string | undefined)[] {
  if (!autoscaling) return [];
  const two = replicas === undefined ? undefined : TWO_MASTERS;
  return [two, ...autoscalingMistakes(autoscaling)];
}

const TWO_MASTERS =
  'replicas and autoscaling both say how many pods there are; leave replicas out, and set autoscaling.minReplicas';

function portMistake(port: number): string | undefined {
  if (isPort(port, 1024)) return undefined;
  const why = isPort(port)
    ? ': below that, only root may listen; let the program listen on another one'
    : ', such as 8080';
  return `port is ${shown(port)}; allowed is a whole number from 1024 to 65535${why}`;
}
