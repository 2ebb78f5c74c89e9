// Random providers of classes that are not the library's.
import { Connection, type AddressOptions, type Endpoint } from 'cdk8s-webstack';
import { connectionOptions, variablesOf } from '../connection-options';
import { existing, type Offer, type Scene } from '../scene';
import { hostTarget, type Target } from '../traffic';
import { cidrs, labels } from '../values';

/** A connection to a Service that is not part of the app. */
export function customEndpoint(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const endpoint = foreignEndpoint(scene);
  const options = connectionOptions(scene);
  const connection = Connection.toEndpoint(draw.at('Connection.toEndpoint', endpoint), options);
  const { service, port } = endpoint;
  return {
    ...{ provider: { connection: draw.at('IProvider.connection', connection) }, namespace, usableFrom: [] },
    ...variablesOf(options),
    target: podTarget(scene, endpoint),
    destination: `outside ${service}:${port}`,
  };
}

/** The pods behind an endpoint, as policies know them. */
export function podTarget(
  { namespace }: Scene,
  { service, podLabels, containerPort, allowNamespaces }: Endpoint,
): Target {
  return {
    ...{ pod: { namespace, labels: podLabels }, ports: [containerPort], protocol: 'TCP' },
    ...{ consumerLabel: `${namespace}.uses.webstack/${service}`, allowedNamespaces: allowNamespaces },
  };
}

export function foreignEndpoint(scene: Scene): Endpoint {
  const { draw, namespace } = scene;
  return {
    service: draw.at('Endpoint.service', existing(scene, 'Service', draw.word())),
    port: draw.at('Endpoint.port', draw.integer(1, 65535)),
    containerPort: draw.at('Endpoint.containerPort', draw.integer(1, 65535)),
    podLabels: draw.at('Endpoint.podLabels', { app: draw.word(), ...labels(draw, 'Endpoint.podLabels') }),
    ...draw.group<Endpoint>('Endpoint', {
      namespace: () => namespace,
      allowNamespaces: () => draw.list('Endpoint.allowNamespaces', 2, () => draw.word()),
    }),
  };
}

/** A connection to a host outside the cluster. */
export function customAddress(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const host = draw.at('Connection.toAddress.host', `${draw.word()}.example`);
  const port = draw.at('Connection.toAddress.port', draw.integer(1, 65535));
  const options = {
    ...connectionOptions(scene),
    ...draw.group<AddressOptions>('AddressOptions', { cidrs: () => cidrs(draw, 'AddressOptions.cidrs') }),
  };
  return {
    ...{ provider: { connection: Connection.toAddress(host, port, options) }, namespace, usableFrom: [] },
    ...variablesOf(options),
    ...{ target: hostTarget(host, port, options.cidrs), destination: `${host}:${port}` },
  };
}
