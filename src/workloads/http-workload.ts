// The base of Client and Server: a Service in front of the pods, so that other components and routes can use it.
import type { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { isRejected } from '../checks/declaration';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { allowNamespacesErrors } from '../connections/admission';
import { Connection, type IProvider } from '../connections/connection';
import { createEndpoint, type Endpoint, type IRoutable } from '../connections/endpoint';
import { variablePrefix } from '../connections/variable';
import { createIdentity, type Identity } from '../identity/identity';
import { createService } from '../kubernetes/service';
import { Health } from '../pod/health';
import { planAutoscaler } from './autoscaling';
import { HTTP_WORKLOAD_CHECKS, scalingRule, type HttpWorkloadProps } from './http-workload-props';
import { deployWorkload, PORT_NAME, type WorkloadPlan } from './workload';

/** The differences between one kind of HTTP workload and another. */
export interface HttpWorkloadDefaults {
  /** The label `app.kubernetes.io/component`. */
  readonly role: string;
  readonly port: number;
  readonly memory: Size;
}

/** The seconds that the cluster needs to remove a terminating pod from its Services. */
const PRE_STOP_SECONDS = 6;

/**
 * The base of Client and Server. It is not exported: jsii gives its members to each of them.
 * @jsii ignore
 */
export abstract class HttpWorkload extends Construct implements IProvider, IRoutable {
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of the pods. They do not mount its token. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of the pods. */
  public readonly networkPolicy: ApiObject;
  /** The PodDisruptionBudget, if there can be several pods. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The HorizontalPodAutoscaler, if `autoscaling` is set. */
  public readonly horizontalPodAutoscaler?: ApiObject;
  /** The PersistentVolumeClaims of new volumes, by the volumes' names. */
  public readonly claims: Record<string, ApiObject>;
  /** The Service. */
  public readonly service: ApiObject;
  /** The Service, its port and the pods behind it. Routes lead to it. */
  public readonly endpoint: Endpoint;
  /** The host and port, in variables named after the component: `SERVER_HOST`, `SERVER_PORT`. As a URL: `http://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, declaration: HttpWorkloadProps, defaults: HttpWorkloadDefaults) {
    super(scope, checkedId(scope, id, new.target.name));
    const props = validateProps(this, declaration, HTTP_WORKLOAD_CHECKS, { rule: scalingRule, base: HttpWorkload });
    const identity = createIdentity(this, id, defaults.role);
    const { port = portOf(declaration, defaults), allowNamespaces } = props;
    reportErrors(this, ...allowNamespacesErrors(this, allowNamespaces));
    this.endpoint = createEndpoint(this, identity, { port, isHttp: true, allowNamespaces });
    const objects = deployWorkload(
      this,
      props,
      planOf(declaration, props, { defaults, identity, endpoint: this.endpoint }),
    );
    this.deployment = objects.deployment;
    this.serviceAccount = objects.serviceAccount;
    this.networkPolicy = objects.networkPolicy;
    this.podDisruptionBudget = objects.podDisruptionBudget;
    this.horizontalPodAutoscaler = objects.horizontalPodAutoscaler;
    this.claims = objects.claims;
    this.service = createService(this, identity, PORT_NAME, port);
    this.connection = httpConnection(this.endpoint);
  }
}

/** A rejected number is kept, so that a connection to it by name has no error of its own. */
function portOf(declaration: HttpWorkloadProps, defaults: HttpWorkloadDefaults): number {
  const port: unknown = declaration?.port;
  return typeof port === 'number' ? port : defaults.port;
}

interface HttpWorkloadParts {
  readonly defaults: HttpWorkloadDefaults;
  readonly identity: Identity;
  readonly endpoint: Endpoint;
}

function planOf(
  declaration: HttpWorkloadProps,
  props: HttpWorkloadProps,
  { defaults: { memory }, identity, endpoint }: HttpWorkloadParts,
): WorkloadPlan {
  const isScalingRejected = isRejected(declaration, props, 'replicas') || isRejected(declaration, props, 'autoscaling');
  const { replicas = isScalingRejected ? 1 : 3, autoscaling } = props;
  const autoscaler = autoscaling && planAutoscaler(autoscaling);
  const health = Health.http('/');
  return { identity, endpoint, replicas, autoscaler, memory, health, preStopSeconds: PRE_STOP_SECONDS };
}

/** Returns a connection in variables named after the provider: `server` gives SERVER_HOST and SERVER_PORT. */
export function httpConnection(endpoint: Endpoint): Connection {
  const prefix = variablePrefix(endpoint.service);
  const [hostVariable, portVariable] = [`${prefix}_HOST`, `${prefix}_PORT`];
  const url = `http://$(${hostVariable}):$(${portVariable})`;
  return Connection.toEndpoint(endpoint, { hostVariable, portVariable, url });
}
