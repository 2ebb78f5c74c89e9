import { Size, type ApiObject } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Password } from '../configuration/password';
import { databaseProbes, type Probes } from '../pod/health';
import { Storage } from '../storage/storage';
import { Connection, type IProvider } from '../wiring/connection';
import { identify, type Identity } from '../wiring/identity';
import { report } from '../wiring/mistake';
import { fromKey } from '../wiring/variable';
import { database } from './database';
import type { ExternalService } from './external-service';
import { accessMistakes, PASSWORD_KEY, PASSWORD_SECRET, POSTGRES_PORT, postgresVariables } from './postgres-access';
import type { PostgresAccess, PostgresAccessProps } from './postgres-access';
import { externalPostgres, type PostgresExternalProps } from './postgres-external';

/** A Postgres of the stack's own. */
export interface PostgresProps extends PostgresAccessProps {
  /**
   * The image: the official one of major version 12 to 18, or one made from it. Another major version does not start
   * on the data of this one.
   * @default postgres:17
   */
  readonly image?: string;
  /**
   * Where the data is kept.
   * @default - Storage.ofSize(Size.gibibytes(2))
   */
  readonly storage?: Storage;
  /**
   * The container's memory.
   * @default - 512 MiB
   */
  readonly memory?: Size;
  /**
   * The container's CPU.
   * @default - 100m to 4
   */
  readonly cpu?: CpuResources;
}

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
  /** `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE` and `PGPASSWORD`. As a URL: `postgres://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: PostgresProps = {}) {
    super(scope, id);
    const identity = identify(this, 'database');
    const access = accessOf(this, identity, props);
    const { storage = Storage.ofSize(Size.gibibytes(2)) } = props;
    const { claim, claimName } = storage._bind(this, identity);
    const made = deployed(this, identity, props, access, claimName);
    this.claim = claim;
    this.deployment = made.deployment;
    this.service = made.service;
    this.connection = Connection.toEndpoint(made.endpoint, postgresVariables(access));
  }
}

function accessOf(postgres: Postgres, identity: Identity, props: PostgresAccessProps): PostgresAccess {
  const {
    database = 'postgres',
    user = 'postgres',
    password = Password.fromSecret(PASSWORD_SECRET, PASSWORD_KEY),
  } = props;
  const access = { database, user, password: password._bind(postgres, identity, PASSWORD_KEY) };
  report(postgres, ...accessMistakes(access));
  return access;
}

/**
 * The volume is mounted where the image of version 18 wants it; the data folder lies below it under a name that no
 * version's image covers with a volume of its own, and that is the same for all: on the data of another major version
 * Postgres says so and stops, where a folder for each version would come up empty.
 */
const MOUNT = '/var/lib/postgresql';
const DATA = `${MOUNT}/pgdata`;

function deployed(
  postgres: Postgres,
  identity: Identity,
  props: PostgresProps,
  access: PostgresAccess,
  claimName: string,
) {
  const { image = 'postgres:17', memory = Size.mebibytes(512), cpu } = props;
  return database(postgres, identity, {
    ...{ image, memory, cpu, args: ['postgres'], data: { path: MOUNT, claimName } },
    port: { name: 'postgres', containerPort: POSTGRES_PORT },
    env: [
      { name: 'POSTGRES_DB', value: access.database },
      { name: 'POSTGRES_USER', value: access.user },
      fromKey('POSTGRES_PASSWORD', access.password),
      { name: 'PGDATA', value: DATA },
    ],
    probes: probes(access),
    graceSeconds: 120,
    writablePaths: ['/var/run/postgresql', '/tmp'],
  });
}

/**
 * Asked over TCP: while the image makes a new database, its temporary server answers on the socket. Alive is also who
 * refuses connections (status 1), as Postgres does while it recovers.
 */
function probes({ user, database }: PostgresAccess): Probes {
  const ask = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const alive = ['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ask];
  return databaseProbes({ exec: { command: ask } }, { exec: { command: alive } });
}
