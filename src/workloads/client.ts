import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connection, IProvider } from '../connections/connection';
import type { Endpoint, IRoutable } from '../connections/endpoint';
import { serve, type ServedProps } from './http-workload';

/** See ServedProps: port 3000, 3 replicas, 128 MiB of memory, health over HTTP at `/`. */
export interface ClientProps extends ServedProps {}

const CLIENT = { role: 'client', port: 3000, memory: Size.mebibytes(128) };

/** The client of the application, what a browser loads: a Deployment and its ClusterIP Service. */
export class Client extends Construct implements IProvider, IRoutable {
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
  /** Host and port, after the component's name: `CLIENT_HOST`, `CLIENT_PORT`. As a URL: `http://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: ClientProps) {
    super(scope, id);
    const served = serve(this, id, CLIENT, props);
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
