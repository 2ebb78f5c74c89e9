// The base of the databases: one pod, one port, a password, and a volume with one writer.
import type { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Checks } from '../checks/declaration';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { deployComponent, type ComponentObjects } from '../components/component';
import type { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import { passwordErrors } from '../configuration/password-checks';
import { allowNamespacesErrors } from '../connections/admission';
import { Connection, type IProvider } from '../connections/connection';
import type { ConnectionOptions } from '../connections/connection-options';
import { createEndpoint, type Endpoint } from '../connections/endpoint';
import { createIdentity, type Identity } from '../identity/identity';
import { createService } from '../kubernetes/service';
import type { Storage } from '../storage/storage';
import { planDatabasePod, type EnginePlan } from './database-plan';
import type { DatabaseProps } from './database-props';

/** The properties that every engine has, with documentation and defaults of its own. */
export interface EngineProps extends DatabaseProps {
  readonly image?: string;
  readonly memory?: Size;
  readonly storage?: Storage;
  readonly password?: Password;
}

/** The differences between one kind of database and another. */
export interface Engine {
  /** The label `app.kubernetes.io/component`. */
  readonly role: string;
  /** The name and number of the port, of the container and of the Service. */
  readonly port: { readonly name: string; readonly containerPort: number };
  /** The key of the password in a Secret that the stack creates. */
  readonly passwordKey: string;
  readonly checks: Checks<EngineProps>;
  /** The values of properties that a declaration omits. */
  readonly defaults: { image: string; memory: Size; storage?: Storage; password?: Password };
  /** Returns what the container runs. Each engine receives the properties that it checks. */
  plan(props: EngineProps, memory: Size, password?: SecretKey): EnginePlan;
  /** Returns the variables of consumers. */
  connection(props: EngineProps, password?: SecretKey): ConnectionOptions;
}

/**
 * The base of the databases. It is not exported: jsii gives its members to each of them, if it is not generic.
 * @jsii ignore
 */
export abstract class Database extends Construct implements IProvider {
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of the pod. It does not mount its token. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of the pod. */
  public readonly networkPolicy: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
  /** The PersistentVolumeClaim, if the stack creates one. */
  public readonly claim?: ApiObject;
  /** The Secret, if the password is inline. */
  public readonly secret?: ApiObject;
  /** The host, port and credentials, in the variables that the database's own clients read. Also as a URL. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, declaration: EngineProps, engine: Engine) {
    super(scope, checkedId(scope, id, new.target.name));
    const identity = createIdentity(this, id, engine.role);
    const props = validateProps(this, declaration, engine.checks, { base: Database });
    const password = (props.password ?? engine.defaults.password)?._bind(this, identity, engine.passwordKey);
    if (!engine.defaults.password) reportErrors(this, ...passwordErrors(this, declaration?.password));
    const storage = (props.storage ?? engine.defaults.storage)?._bindOneWriter(this, identity);
    const plan = { engine, props, passwordKey: password?.key, claimName: storage?.claimName };
    const { endpoint, ...objects } = deploy(this, identity, plan);
    this.claim = storage?.claim;
    this.secret = password?.secret;
    this.deployment = objects.deployment;
    this.serviceAccount = objects.serviceAccount;
    this.networkPolicy = objects.networkPolicy;
    this.service = createService(this, identity, engine.port.name, engine.port.containerPort);
    this.connection = Connection.toEndpoint(endpoint, engine.connection(props, password?.key))._reportedBy(this);
  }
}

interface DatabasePlan {
  readonly engine: Engine;
  readonly props: EngineProps;
  readonly passwordKey?: SecretKey;
  readonly claimName?: string;
}

function deploy(
  component: Construct,
  identity: Identity,
  { engine, props, passwordKey, claimName }: DatabasePlan,
): ComponentObjects & { readonly endpoint: Endpoint } {
  const { image = engine.defaults.image, memory = engine.defaults.memory, allowNamespaces } = props;
  reportErrors(component, ...allowNamespacesErrors(component, allowNamespaces));
  const endpoint = createEndpoint(component, identity, {
    port: engine.port.containerPort,
    isHttp: false,
    allowNamespaces,
  });
  const plan = engine.plan(props, memory, passwordKey);
  const pod = planDatabasePod(plan, { ...props, image, memory, claimName }, engine.port);
  return {
    endpoint,
    ...deployComponent(component, identity, { replicas: 1, recreate: true, pod, traffic: { endpoint } }),
  };
}
