// What Client and Server have in common: a Service in front, so that it can be routed to and used.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { service } from '../kubernetes/service';
import { Health } from '../pod/health';
import { isPort } from '../wiring/address';
import { Connection } from '../wiring/connection';
import { namespacesMistakes } from '../wiring/admission';
import { endpointOf, type Endpoint } from '../wiring/endpoint';
import { identify } from '../wiring/identity';
import { checked, listOf, text } from '../wiring/kinds';
import { report, shown } from '../wiring/mistake';
import { declared, type Shape } from '../wiring/shape';
import { variablePrefix } from '../wiring/variable';
import { deploy, PORT_NAME } from './workload';
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
   * @default 3
   */
  readonly replicas?: number;
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
  admitNamespaces: listOf(text, 'namespaces'),
};

export interface Served {
  readonly deployment: ApiObject;
  readonly claims: Record<string, ApiObject>;
  readonly service: ApiObject;
  readonly endpoint: Endpoint;
  readonly connection: Connection;
}

/** The cluster takes a few seconds to take a pod out of its Services; so long it goes on answering. */
const PRE_STOP_SECONDS = 6;

export function serve(component: Construct, id: string, role: string, defaultPort: number, given: ServedProps): Served {
  const props = declared(component, given, SERVED);
  const identity = identify(component, id, role);
  const { port = defaultPort, replicas = 3 } = props;
  const endpoint = endpointOf(component, identity, port, props.admitNamespaces);
  report(component, portMistake(port), ...namespacesMistakes(props.admitNamespaces));
  const plan = { identity, port, replicas, health: Health.http('/'), preStopSeconds: PRE_STOP_SECONDS };
  return {
    ...deploy(component, props, plan),
    service: service(component, identity, PORT_NAME, port),
    endpoint,
    connection: named(endpoint),
  };
}

/** Variables after the provider's own name: `server` gives SERVER_HOST and SERVER_PORT. */
function named(endpoint: Endpoint): Connection {
  const prefix = variablePrefix(endpoint.service);
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  return Connection.toEndpoint(endpoint, {
    hostVariable,
    portVariable,
    url: `http://$(${hostVariable}):$(${portVariable})`,
  });
}

function portMistake(port: number): string | undefined {
  if (isPort(port, 1024)) return undefined;
  return (
    `port is ${shown(port)}; allowed is a whole number from 1024 to 65535: below that, only root may listen; ` +
    'let the program listen on another one'
  );
}
