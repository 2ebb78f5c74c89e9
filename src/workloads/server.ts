import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connection, IProvider } from '../connections/connection';
import type { Endpoint, IRoutable } from '../connections/endpoint';
import { declaredLater } from './server-by-name';
import { serve, type ServedProps } from './http-workload';

/** See ServedProps: port 5000, 3 replicas, 256 MiB of memory, health over HTTP at `/`. */
export interface ServerProps extends ServedProps {}

const SERVER = { role: 'server', port: 5000, memory: Size.mebibytes(256) };

/** The server of the application, what answers requests: a Deployment and its ClusterIP Service. */
export class Server extends Construct implements IProvider, IRoutable {
  /**
   * A server that is declared later in the same chart. Of two that call each other, the first uses the other one so; any
   * other name what they use itself.
   * @param scope where the user is, for example the stack
   * @param name the server's path inside its chart, joined by `-`: its id, where it is in no group
   * @param port the port that it will listen on; 5000 where nothing is said
   */
  public static later(scope: Construct, name: string, port: number = SERVER.port): Connection {
    return declaredLater(scope, name, port);
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of its pods, which have no token of it. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of its pods. */
  public readonly networkPolicy: ApiObject;
  /** The PodDisruptionBudget, where there can be several pods. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The HorizontalPodAutoscaler, where one was declared. */
  public readonly horizontalPodAutoscaler?: ApiObject;
  /** The PersistentVolumeClaims that were made, by the names of their volumes. */
  public readonly claims: Record<string, ApiObject>;
  /** The Service. */
  public readonly service: ApiObject;
  /** Where requests go: name it in a route. */
  public readonly endpoint: Endpoint;
  /** Host and port, after the component's name: `SERVER_HOST`, `SERVER_PORT`. As a URL: `http://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    const served = serve(this, id, SERVER, props);
    this.deployment = served.deployment;
    this.serviceAccount = served.serviceAccount;
    this.networkPolicy = served.networkPolicy;
    this.podDisruptionBudget = served.podDisruptionBudget;
    this.horizontalPodAutoscaler = served.horizontalPodAutoscaler;
    this.claims = served.claims;
    this.service = served.service;
    this.endpoint = served.endpoint;
    this.connection = served.connection;
  }
}
