import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { toKibibytes } from '../checks/sizes';
import type { SecretKey } from '../configuration/object-key';
import { Password } from '../configuration/password';
import type { ExternalService } from '../connections/external-service';
import { secretVariable } from '../connections/variable';
import { Database, type Engine } from '../databases/database';
import { DATABASE_STARTUP_TIME, type EnginePlan } from '../databases/database-plan';
import { createExternalDatabase } from '../databases/external-database';
import { renderProbes } from '../pod/probes';
import { Storage } from '../storage/storage';
import {
  accessOf,
  PASSWORD_KEY,
  PASSWORD_SECRET,
  POSTGRES_PORT,
  postgresVariables,
  type PostgresAccessProps,
} from './postgres-access';
import { POSTGRES_EXTERNAL, type PostgresExternalProps } from './postgres-external';
import { POSTGRES_CHECKS, type PostgresProps } from './postgres-props';
import { renderMemorySettings } from './postgres-settings';
import { DATA_FOLDER, INITIALIZE_DATABASE, INSPECTION_PATH, MOUNT_PATH } from './postgres-start';

const POSTGRES: Engine = {
  role: 'database',
  port: { name: 'postgres', containerPort: POSTGRES_PORT },
  passwordKey: PASSWORD_KEY,
  checks: POSTGRES_CHECKS,
  defaults: {
    image: 'postgres:17',
    memory: Size.mebibytes(512),
    storage: Storage.ofSize(Size.gibibytes(2)),
    password: Password.fromSecret(PASSWORD_SECRET, PASSWORD_KEY),
  },
  plan,
  connection: postgresVariables,
};

/**
 * Postgres: a Deployment of one pod, its PersistentVolumeClaim and its ClusterIP Service. Its connection has `PGHOST`,
 * `PGPORT`, `PGUSER`, `PGDATABASE` and `PGPASSWORD`, and as a URL `postgres://…`.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export class Postgres extends Database {
  /** Declares a Postgres that already exists outside the stack. It has the same connection. */
  public static external(scope: Construct, id: string, props: PostgresExternalProps): ExternalService {
    return createExternalDatabase(scope, id, props, POSTGRES_EXTERNAL);
  }

  constructor(scope: Construct, id: string, props: PostgresProps = {}) {
    super(scope, id, props, POSTGRES);
  }
}

function plan(props: PostgresProps, memory: Size, password?: SecretKey): EnginePlan {
  return {
    args: ['postgres', ...renderMemorySettings(memory)],
    env: renderEnv(props, password!),
    probes: renderProbes(probeHandlers(props), DATABASE_STARTUP_TIME),
    data: { path: MOUNT_PATH, inspectionPath: INSPECTION_PATH, beforeStart: INITIALIZE_DATABASE },
    writablePaths: ['/var/run/postgresql', '/tmp'],
    graceSeconds: 120,
    preStopCommand: FAST_SHUTDOWN,
    sharedMemory: Size.kibibytes(Math.floor(toKibibytes(memory) / 2)),
  };
}

/** The variables of the official image. */
function renderEnv(props: PostgresAccessProps, password: SecretKey): Plain<k8s.EnvVar>[] {
  const { database, user } = accessOf(props);
  return [
    { name: 'POSTGRES_DB', value: database },
    { name: 'POSTGRES_USER', value: user },
    secretVariable('POSTGRES_PASSWORD', password),
    { name: 'PGDATA', value: DATA_FOLDER },
  ];
}

/**
 * Ends connections, then shuts down in order. SIGTERM, which the cluster sends by default, would wait for clients to
 * disconnect. Process 1 ignores a signal until it handles it (the second bit of `SigCgt`): the image's entry point does not.
 * @see https://www.postgresql.org/docs/current/server-shutdown.html
 */
const FAST_SHUTDOWN = [
  'sh',
  '-c',
  "until grep -q '^SigCgt.*[2367abef]$' /proc/1/status; do sleep 0.1; done; kill -INT 1",
];

/**
 * Probes ask over TCP: while the image creates a database, its temporary server answers on the socket. A server that
 * rejects connections (status 1) is alive: Postgres rejects them while it recovers.
 */
function probeHandlers(props: PostgresAccessProps) {
  const { database, user } = accessOf(props);
  const ready = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const alive = ['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ready];
  return { ready: { exec: { command: ready } }, alive: { exec: { command: alive } } };
}
