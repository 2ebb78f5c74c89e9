import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Connection } from '../connections/connection';
import { HttpWorkload } from './http-workload';
import type { HttpWorkloadProps } from './http-workload-props';
import { connectByName } from './server-by-name';

/** Properties of a Server. Defaults: port 5000, 3 replicas, 256 MiB of memory, health over HTTP at `/`. */
export interface ServerProps extends HttpWorkloadProps {}

const SERVER = { role: 'server', port: 5000, memory: Size.mebibytes(256) };

/**
 * A server of the application, which answers requests: a Deployment and its ClusterIP Service.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export class Server extends HttpWorkload {
  /**
   * Returns a connection to a server that is declared later in the same chart. If two servers call each other, the
   * first refers to the second by name; otherwise, declare the provider first and pass the construct.
   * @param scope a construct of the same chart, such as the stack
   * @param name the server's path inside the chart, joined by `-`; outside a group this is its id
   * @param port the port of the server; 5000 by default
   */
  public static byName(scope: Construct, name: string, port: number = SERVER.port): Connection {
    return connectByName(scope, name, port);
  }

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id, props, SERVER);
  }
}
