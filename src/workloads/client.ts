import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { HttpWorkload } from './http-workload';
import type { HttpWorkloadProps } from './http-workload-props';

/** Properties of a Client. Defaults: port 3000, 3 replicas, 128 MiB of memory, health over HTTP at `/`. */
export interface ClientProps extends HttpWorkloadProps {}

const CLIENT = { role: 'client', port: 3000, memory: Size.mebibytes(128) };

/**
 * The client of the application, which browsers load: a Deployment and its ClusterIP Service.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export class Client extends HttpWorkload {
  constructor(scope: Construct, id: string, props: ClientProps) {
    super(scope, id, props, CLIENT);
  }
}
