// Random providers of classes that are not the library's.
import { Connection, SecretKey, type AddressOptions, type ConnectionOptions, type Endpoint } from 'cdk8s-webstack';
import { outside, type Offer, type Scene } from './scene';
import { reachOf } from './traffic';
import { cidrs as ranges, key, variableName, variables, words } from './values';

/** More variables, and all of them as a URL. */
export function given(scene: Scene, type: string): Pick<ConnectionOptions, 'variables' | 'secrets' | 'url'> {
  const { d } = scene;
  const secret = () => {
    const name = d.at('SecretKey.of.secret', outside(scene)('Secret', d.word()));
    return SecretKey.of(name, d.at('SecretKey.of.key', key(d)), d.at('SecretKey.of.namespace', scene.namespace));
  };
  const name = () => variableName(d);
  const made = d.group<ConnectionOptions>(type, {
    variables: () => variables(d, `${type}.variables`),
    secrets: () => d.map(`${type}.secrets`, 2, name, secret),
  });
  const names = [...Object.keys(made.variables ?? {}), ...Object.keys(made.secrets ?? {})];
  const url = () => `${d.word()}://${(d.maybe() ? names : []).map((name) => `$(${name})`).join(':')}@$HOST/%20`;
  return { ...made, ...d.group<ConnectionOptions>(type, { url }) };
}

export function offered({ hostVariable, portVariable, variables = {}, secrets = {}, url }: ConnectionOptions) {
  const names = [hostVariable, portVariable, ...Object.keys(variables ?? {}), ...Object.keys(secrets ?? {})];
  return { hostVariable, portVariable, variables: names, hasUrl: url !== undefined };
}

export function connectionOptions(scene: Scene): ConnectionOptions {
  const { d } = scene;
  const hostVariable = d.at('ConnectionOptions.hostVariable', variableName(d));
  const portVariable = d.at('ConnectionOptions.portVariable', variableName(d));
  return { hostVariable, portVariable, ...given(scene, 'ConnectionOptions') };
}

/** A class of one's own, which leads to a Service that is there already. */
export function ownEndpoint(scene: Scene): Offer {
  const { d, namespace } = scene;
  const endpoint = foreignEndpoint(scene);
  const options = connectionOptions(scene);
  const connection = Connection.toEndpoint(d.at('Connection.toEndpoint', endpoint), options);
  const provider = { connection: d.at('IProvider.connection', connection) };
  return {
    provider,
    namespace,
    admits: [],
    ...offered(options),
    reach: { pod: { namespace, labels: endpoint.podLabels }, ports: [endpoint.containerPort], protocol: 'TCP' },
    leadsTo: `outside ${endpoint.service}:${endpoint.port}`,
  };
}

export function foreignEndpoint(scene: Scene): Endpoint {
  const { d, namespace } = scene;
  const word = d.word();
  return {
    service: d.at('Endpoint.service', outside(scene)('Service', word)),
    port: d.at('Endpoint.port', d.whole(1, 65535)),
    containerPort: d.at('Endpoint.containerPort', d.whole(1, 65535)),
    podLabels: d.at('Endpoint.podLabels', { app: d.word(), ...words(d, 'Endpoint.podLabels') }),
    ...d.group<Endpoint>('Endpoint', {
      namespace: () => namespace,
      allowNamespaces: () => d.list('Endpoint.allowNamespaces', 2, () => d.word()),
    }),
  };
}

export function ownAddress(scene: Scene): Offer {
  const { d, namespace } = scene;
  const host = d.at('Connection.toAddress.host', `${d.word()}.example`);
  const port = d.at('Connection.toAddress.port', d.whole(1, 65535));
  const options = connectionOptions(scene);
  const cidrs = d.group<AddressOptions>('AddressOptions', {
    cidrs: () => ranges(d, 'AddressOptions.cidrs'),
  });
  const provider = { connection: Connection.toAddress(host, port, { ...options, ...cidrs }) };
  const reach = reachOf(host, port, cidrs.cidrs);
  return { provider, namespace, admits: [], ...offered(options), reach, leadsTo: `${host}:${port}` };
}
