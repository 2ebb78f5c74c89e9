import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { formatWord } from '../checks/format-words';
import { formatType, notAllowed } from '../checks/messages';
import { reportErrors } from '../checks/report';
import { toKibibytes } from '../checks/sizes';
import type { SecretKey } from '../configuration/object-key';
import { Password } from '../configuration/password';
import type { Connection, IProvider } from '../connections/connection';
import type { ExternalService } from '../connections/external-service';
import { Database } from '../databases/database';
import { DATABASE_STARTUP_TIME, type EnginePlan } from '../databases/database-plan';
import type { Engine } from '../databases/engine';
import { createExternalDatabase } from '../databases/external-database';
import { certificateSecret } from '../databases/server-certificate';
import { renderProbes } from '../pod/probes';
import { Storage } from '../storage/storage';
import { accessOf, PASSWORD_KEY, PASSWORD_SECRET, POSTGRES_PORT, postgresVariables } from './postgres-access';
import { passwordVariable, renderEnv } from './postgres-env';
import { POSTGRES_EXTERNAL, type PostgresExternalProps } from './postgres-external';
import { probeHandlers } from './postgres-probes';
import { LISTEN } from './postgres-rules';
import { POSTGRES_CHECKS, type PostgresProps } from './postgres-props';
import { renderMemorySettings } from './postgres-settings';
import { declaredNames, distinctDatabases, listAccounts, listDatabases } from './postgres-databases';
import { INSPECTION_PATH, MOUNT_PATH, prepareServer } from './postgres-start';
import { withPostgresTls } from './postgres-tls';
import { sharedSecretError } from './shared-secret';

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
  connection: (props: PostgresProps, password) => withPostgresTls(postgresVariables(props, password), props.tls),
  rule: distinctDatabases,
  accounts: listAccounts,
};

/**
 * Postgres: a Deployment of one pod, its PersistentVolumeClaim and its ClusterIP Service. Its connection has `PGHOST`,
 * `PGPORT`, `PGUSER`, `PGDATABASE` and `PGPASSWORD`, with TLS `PGSSLMODE` and `PGSSLROOTCERT`, and as a URL
 * `postgres://…`.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export class Postgres extends Database {
  /** Declares a Postgres that already exists outside the stack. It has the same connection. */
  public static external(scope: Construct, id: string, props: PostgresExternalProps): ExternalService {
    const service = createExternalDatabase(scope, id, props, POSTGRES_EXTERNAL);
    reportErrors(service, sharedSecretError(service, props));
    return service;
  }

  /** The connections to the databases, by name. */
  private readonly databases: ReadonlyMap<string, Connection>;

  /** The names in the declaration, also of databases with errors; undefined if they are not known. */
  private readonly declared?: readonly string[];

  constructor(scope: Construct, id: string, props: PostgresProps = {}) {
    super(scope, id, props, POSTGRES);
    this.declared = declaredNames(props);
    this.databases = new Map([[accessOf(props ?? {}).database, this.connection], ...this._furtherConnections]);
    reportErrors(this, sharedSecretError(this, props));
  }

  /**
   * Returns the connection to one of the databases.
   * @param name the name of the database, or of one in `databases`
   * @throws at synthesis, if there is no such database
   */
  public database(name: string): IProvider {
    const found = this.databases.get(name);
    if (found || this.declared === undefined || this.declared.includes(name)) return found ?? this.connection;
    const allowed = [...this.databases.keys()].join(', ');
    reportErrors(
      this,
      notAllowed(
        'the name of Postgres.database',
        typeof name === 'string' ? formatWord(name) : formatType(name),
        allowed,
      ),
    );
    return this.connection;
  }
}

function plan(props: PostgresProps, memory: Size, passwords: SecretKey[]): EnginePlan {
  const databases = listDatabases(props).map((each, index) => ({ ...each, passwordVariable: passwordVariable(index) }));
  const secret = certificateSecret(props.tls);
  return {
    args: ['postgres', ...LISTEN, ...renderMemorySettings(memory)],
    env: renderEnv(props, passwords),
    probes: renderProbes(probeHandlers(props), DATABASE_STARTUP_TIME),
    data: {
      path: MOUNT_PATH,
      inspectionPath: INSPECTION_PATH,
      beforeStart: prepareServer(databases, secret !== undefined),
      startsDirectly: true,
    },
    writablePaths: ['/var/run/postgresql', '/tmp'],
    graceSeconds: 120,
    certificateSecret: secret,
    preStopCommand: FAST_SHUTDOWN,
    sharedMemory: Size.kibibytes(Math.floor(toKibibytes(memory) / 2)),
  };
}

/**
 * Ends connections, then shuts down in order. SIGTERM, which the cluster sends by default, would wait for clients to
 * disconnect. Process 1 ignores a signal until it handles it (the second bit of `SigCgt`), and the shell before it does not ignore one.
 * @see https://www.postgresql.org/docs/current/server-shutdown.html
 */
const FAST_SHUTDOWN = [
  'sh',
  '-c',
  "until grep -q '^SigCgt.*[2367abef]$' /proc/1/status; do sleep 0.1; done; kill -INT 1",
];
