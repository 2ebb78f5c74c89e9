// Random Postgres, in the stack or outside.
import {
  Postgres,
  type Password,
  type PostgresAccessProps,
  type PostgresDatabaseProps,
  type PostgresExternalProps,
  type PostgresProps,
} from 'cdk8s-webstack';
import { chooseNamespaces, databaseProps, namespacesOf } from '../databases';
import { existing, locate, type Offer, type Scene } from '../scene';
import { hostTarget } from '../traffic';
import { externalTls, serverTls } from '../database-tls';
import { cidrs, image, password, size, storage } from '../values';

const VARIABLES = {
  hostVariable: 'PGHOST',
  portVariable: 'PGPORT',
  variables: ['PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD'],
  hasUrl: true,
};

export function postgres(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const { scope, id, name } = locate(scene, 'Postgres');
  const { secret, ...access } = chooseAccess(scene);
  const allowNamespaces = chooseNamespaces(scene, 'DatabaseProps');
  const { tls, certificate } = serverTls(scene, 'PostgresProps');
  const component = new Postgres(scope, id, {
    ...draw.group<PostgresProps>('PostgresProps', {
      image: () => image(draw),
      storage: () => storage(scene),
      memory: () => size(draw, 128),
    }),
    ...databaseProps(scene),
    ...access,
    ...chooseDatabases(scene),
    ...{ tls, allowNamespaces },
  });
  const provider = component.database(draw.at('Postgres.database.name', access.database ?? 'postgres'));
  const namespaces = namespacesOf(allowNamespaces, component.secret);
  const variables = variablesOf(certificate !== undefined);
  const destination = `${namespace}/${name} on 5432`;
  return { provider, namespace, ...namespaces, ...VARIABLES, variables, secret, certificate, destination };
}

export function externalPostgres(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const { scope, id } = locate(scene, 'Postgres.external');
  const host = draw.at('PostgresExternalProps.host', `${draw.word()}.example`);
  const port = draw.at('PostgresExternalProps.port', draw.integer(1, 65535));
  const { secret, ...access } = chooseAccess({ ...scene, disposable: false });
  const options = draw.group<PostgresExternalProps>('PostgresExternalProps', {
    cidrs: () => cidrs(draw, 'PostgresExternalProps.cidrs'),
  });
  const { tls, isVerified } = externalTls(scene, 'PostgresExternalProps');
  const variables = variablesOf(isVerified);
  const provider = Postgres.external(scope, id, { host, port, tls, ...access, ...options });
  const target = hostTarget(host, port, options.cidrs);
  return {
    provider,
    namespace,
    usableFrom: [],
    ...VARIABLES,
    variables,
    secret,
    target,
    destination: `${host}:${port}`,
  };
}

function variablesOf(isVerified: boolean): string[] {
  return [...VARIABLES.variables, ...(isVerified ? ['PGSSLMODE', 'PGSSLROOTCERT'] : [])];
}

/** Further databases, and extensions. Their names are numbered, because they and their users differ within a server. */
function chooseDatabases(scene: Scene): Pick<PostgresProps, 'extensions' | 'databases'> {
  const { draw } = scene;
  const extensions = (type: string) => draw.list(`${type}.extensions`, 2, () => draw.word());
  const database = (): PostgresDatabaseProps => ({
    ...draw.group<PostgresDatabaseProps>('PostgresDatabaseProps', {
      user: () => `${draw.word()}@further`,
      extensions: () => extensions('PostgresDatabaseProps'),
    }),
    password: draw.at('PostgresDatabaseProps.password', password(scene, existing(scene, 'Secret', draw.word()))),
  });
  return draw.group<PostgresProps>('PostgresProps', {
    extensions: () => extensions('PostgresProps'),
    databases: () => draw.map('PostgresProps.databases', 2, () => `${draw.word()}-further`, database),
  });
}

/** Without a password of its own it reads the Secret `pgpassword`. */
function chooseAccess(scene: Scene): PostgresAccessProps & { secret: string } {
  const { draw } = scene;
  let secret = 'pgpassword';
  const ownPassword = (): Password => {
    secret = draw.word();
    return password(scene, secret);
  };
  const props = draw.group<PostgresAccessProps>('PostgresAccessProps', {
    database: () => draw.word(),
    user: () => `${draw.word()}@tenant`,
    password: ownPassword,
  });
  if (!props.password && scene.facts.existing.has(`Secret ${scene.namespace}/pgpassword`)) {
    const own = draw.at('PostgresAccessProps.password', ownPassword()); // one per namespace reads the default Secret
    return { ...props, password: own, secret: existing(scene, 'Secret', secret) };
  }
  return { ...props, secret: existing(scene, 'Secret', secret) };
}
