// The base of the databases: one pod, one port, a password, and a volume with one writer.
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { formatValue } from '../checks/messages';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { deployComponent, type ComponentObjects } from '../components/component';
import type { SecretKey } from '../configuration/object-key';
import { passwordErrors } from '../configuration/password-checks';
import { allowNamespacesErrors } from '../connections/admission';
import { Connection, type IProvider } from '../connections/connection';
import { createEndpoint, type Endpoint } from '../connections/endpoint';
import { createIdentity, type Identity } from '../identity/identity';
import { createService } from '../kubernetes/service';
import { userNamespaceErrors } from '../pod/security';
import { planDatabasePod } from './database-plan';
import type { Engine, EngineProps } from './engine';

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

  /**
   * The connections of further accounts, by name.
   * @internal
   */
  public readonly _furtherConnections: ReadonlyMap<string, Connection>;

  constructor(scope: Construct, id: string, declaration: EngineProps, engine: Engine) {
    super(scope, checkedId(scope, id, new.target.name));
    const identity = createIdentity(this, id, engine.role);
    const props = validateProps(this, declaration, engine.checks, { base: Database, rule: engine.rule });
    const password = (props.password ?? engine.defaults.password)?._bind(this, identity, engine.passwordKey);
    if (!engine.defaults.password) reportErrors(this, ...passwordErrors(this, declaration?.password));
    const storage = (props.storage ?? engine.defaults.storage)?._bindOneWriter(this, identity);
    const accounts = bindAccounts(this, identity, engine, props);
    const passwords = [password, ...accounts].flatMap((each) => each?.key ?? []);
    const plan = { engine, props, passwords, claimName: storage?.claimName };
    const { endpoint, ...objects } = deploy(this, identity, plan);
    this.claim = storage?.claim;
    this.secret = password?.secret;
    this.deployment = objects.deployment;
    this.serviceAccount = objects.serviceAccount;
    this.networkPolicy = objects.networkPolicy;
    this.service = createService(this, identity, engine.port.name, engine.port.containerPort);
    this.connection = Connection.toEndpoint(endpoint, engine.connection(props, password?.key))._reportedBy(this);
    this._furtherConnections = new Map(
      accounts.map(({ name, connection, key }) => [
        name,
        Connection.toEndpoint(endpoint, connection(key))._reportedBy(this, `the database ${formatValue(name)}`),
      ]),
    );
  }
}

/** Returns further accounts with the keys of their passwords. An inline password is in a Secret of its own. */
function bindAccounts(component: Construct, identity: Identity, engine: Engine, props: EngineProps) {
  return (engine.accounts?.(props) ?? []).map(({ name, password, connection }) => {
    const secret = { ...identity, name: `${identity.name}-${objectNameOf(name)}` };
    return { name, connection, key: password._bind(component, secret, engine.passwordKey, `Secret-${name}`).key };
  });
}

/** Returns the part of an object's name for a database. Two that get the same stop synthesis. */
function objectNameOf(database: string): string {
  return (
    database
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'database'
  );
}

interface DatabasePlan {
  readonly engine: Engine;
  readonly props: EngineProps;
  readonly passwords: SecretKey[];
  readonly claimName?: string;
}

function deploy(
  component: Construct,
  identity: Identity,
  { engine, props, passwords, claimName }: DatabasePlan,
): ComponentObjects & { readonly endpoint: Endpoint } {
  const { image = engine.defaults.image, memory = engine.defaults.memory, allowNamespaces } = props;
  reportErrors(component, ...allowNamespacesErrors(component, allowNamespaces));
  reportErrors(component, ...userNamespaceErrors(component, props.security));
  const endpoint = createEndpoint(component, identity, {
    port: engine.port.containerPort,
    isHttp: false,
    allowNamespaces,
  });
  const plan = engine.plan(props, memory, passwords);
  const pod = planDatabasePod(plan, { ...props, image, memory, claimName }, engine.port);
  return {
    endpoint,
    ...deployComponent(component, identity, { replicas: 1, recreate: true, pod, traffic: { endpoint } }),
  };
}
