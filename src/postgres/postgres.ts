import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Password } from '../configuration/password';
import { kibibytes, sizeMistake } from '../kubernetes/quantity';
import { probes } from '../pod/probes';
import { Storage } from '../storage/storage';
import type { k8s, Plain } from '../../imports/k8s';
import { Connection, type IProvider } from '../connections/connection';
import { identify, type Identity } from '../identity/identity';
import { report } from '../checks/messages';
import { declared, type Shape } from '../checks/declaration';
import { fromKey } from '../connections/variable';
import { database, DATABASE_STARTUP } from '../databases/database';
import type { ExternalService } from '../connections/external-service';
import { DATABASE } from '../databases/database-props';
import {
  ACCESS,
  accessMistakes,
  accessOf,
  PASSWORD_KEY,
  PASSWORD_SECRET,
  POSTGRES_PORT,
  postgresVariables,
} from './postgres-access';
import type { PostgresAccess, PostgresAccessProps } from './postgres-access';
import type { PostgresProps } from './postgres-props';
import { DATA, FIRST_START, MOUNT, VIEW } from './postgres-start';
import { memorySettings } from './postgres-settings';
import { externalPostgres, type PostgresExternalProps } from './postgres-external';

const POSTGRES: Shape<PostgresProps> = { ...DATABASE, ...ACCESS };

/** Postgres: a Deployment of one pod, its PersistentVolumeClaim and its ClusterIP Service. */
export class Postgres extends Construct implements IProvider {
  /** A Postgres that is already there. It gives what one of the stack's own gives. */
  public static external(scope: Construct, id: string, props: PostgresExternalProps): ExternalService {
    return externalPostgres(scope, id, props);
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of its pod, which has no token of it. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of its pod. */
  public readonly networkPolicy: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
  /** The PersistentVolumeClaim, where one was made. */
  public readonly claim?: ApiObject;
  /** The Secret, where the password is written inline. */
  public readonly secret?: ApiObject;
  /** `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE` and `PGPASSWORD`. As a URL: `postgres://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: PostgresProps = {}) {
    super(scope, id);
    const identity = identify(this, id, 'database');
    const declaration = declared(this, props, POSTGRES);
    const { access, secret } = accessTo(this, identity, declaration);
    const { storage = Storage.ofSize(Size.gibibytes(2)) } = declaration;
    const { claim, claimName } = storage._bindOneWriter(this, identity);
    const made = deployed(this, identity, declaration, access, claimName);
    this.claim = claim;
    this.secret = secret;
    this.deployment = made.deployment;
    this.serviceAccount = made.serviceAccount;
    this.networkPolicy = made.networkPolicy;
    this.service = made.service;
    this.connection = Connection.toEndpoint(made.endpoint, postgresVariables(access))._reportedBy(this);
  }
}

function accessTo(postgres: Postgres, identity: Identity, props: PostgresAccessProps) {
  const { password = Password.fromSecret(PASSWORD_SECRET, PASSWORD_KEY) } = props;
  const { key, secret } = password._bind(postgres, identity, PASSWORD_KEY);
  const access = accessOf(props, key);
  report(postgres, ...accessMistakes(access));
  return { access, secret };
}

function deployed(
  postgres: Postgres,
  identity: Identity,
  props: PostgresProps,
  access: PostgresAccess,
  claimName: string,
) {
  const { image = 'postgres:17', memory = Size.mebibytes(512), cpu, security } = props;
  const { admitNamespaces, priorityClassName } = props;
  report(postgres, sizeMistake('memory', memory, 128));
  return database(postgres, identity, {
    ...{ image, memory, cpu, security, admitNamespaces, priorityClassName },
    args: ['postgres', ...memorySettings(memory)],
    data: { path: MOUNT, claimName, view: VIEW, beforeStart: FIRST_START },
    sharedMemory: Size.kibibytes(Math.floor(kibibytes(memory) / 2)),
    port: { name: 'postgres', containerPort: POSTGRES_PORT },
    env: variables(access),
    probes: probes(questions(access), DATABASE_STARTUP),
    ...{ graceSeconds: 120, preStopCommand: FAST_SHUTDOWN },
    writablePaths: ['/var/run/postgresql', '/tmp'],
  });
}

/** The variables of the official image. */
function variables({ database, user, password }: PostgresAccess): Plain<k8s.EnvVar>[] {
  return [
    { name: 'POSTGRES_DB', value: database },
    { name: 'POSTGRES_USER', value: user },
    fromKey('POSTGRES_PASSWORD', password),
    { name: 'PGDATA', value: DATA },
  ];
}

/**
 * Ends connections, and then in order. SIGTERM, which the cluster sends where the image names no other signal, waits for
 * the clients to go.
 * @see https://www.postgresql.org/docs/current/server-shutdown.html
 */
const FAST_SHUTDOWN = ['sh', '-c', 'kill -INT 1'];

/**
 * Asked over TCP: while the image makes a new database, its temporary server answers on the socket. Alive is also who
 * refuses connections (status 1), as Postgres does while it recovers.
 */
function questions({ user, database }: PostgresAccess) {
  const ask = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const alive = ['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ask];
  return { ready: { exec: { command: ask } }, alive: { exec: { command: alive } } };
}
