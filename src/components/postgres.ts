import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Password } from '../configuration/password';
import { kibibytes, sizeMistake } from '../kubernetes/quantity';
import { probes } from '../pod/probes';
import { Storage } from '../storage/storage';
import { Connection, type IProvider } from '../wiring/connection';
import { identify, type Identity } from '../wiring/identity';
import { report } from '../wiring/mistake';
import { declared, type Shape } from '../wiring/shape';
import { fromKey } from '../wiring/variable';
import { database, DATABASE_STARTUP } from './database';
import type { ExternalService } from './external-service';
import { DATABASE } from './database-props';
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
  const { image = 'postgres:17', memory = Size.mebibytes(512), cpu, security, admitNamespaces } = props;
  report(postgres, sizeMistake('memory', memory, 128));
  return database(postgres, identity, {
    ...{ image, memory, cpu, security, admitNamespaces, args: ['postgres'] },
    data: { path: MOUNT, claimName, view: VIEW, beforeStart: FIRST_START },
    sharedMemory: Size.kibibytes(Math.floor(kibibytes(memory) / 2)),
    port: { name: 'postgres', containerPort: POSTGRES_PORT },
    env: [
      { name: 'POSTGRES_DB', value: access.database },
      { name: 'POSTGRES_USER', value: access.user },
      fromKey('POSTGRES_PASSWORD', access.password),
      { name: 'PGDATA', value: DATA },
    ],
    probes: probes(questions(access), DATABASE_STARTUP),
    graceSeconds: 120,
    writablePaths: ['/var/run/postgresql', '/tmp'],
  });
}

/**
 * Asked over TCP: while the image makes a new database, its temporary server answers on the socket. Alive is also who
 * refuses connections (status 1), as Postgres does while it recovers.
 */
function questions({ user, database }: PostgresAccess) {
  const ask = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const alive = ['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ask];
  return { ready: { exec: { command: ask } }, alive: { exec: { command: alive } } };
}
