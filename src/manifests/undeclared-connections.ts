// Variables that name a Service of ours whose policies deny the pod.
import { formatName } from '../checks/messages';
import { Admission } from './admitted-pods';
import { field, listAt, nameOf, namespaceOf, textAt, type Finding, type Manifest } from './manifest';
import { namedHosts, type NamedHost } from './named-hosts';
import { containersOf, podOf } from './pods';

/**
 * Returns variables that name a Service of a component, in pods that its policies deny: `DATABASE_HOST: 'postgres'`
 * without `uses`, or without `consumerLabels` in pods of others.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function undeclaredConnections(
  manifests: readonly Manifest[],
  declared: readonly (Manifest | undefined)[],
): Finding[] {
  const services = new Map<string, Manifest>();
  for (const each of declared) if (each?.kind === 'Service') services.set(`${nameOf(each)}.${namespaceOf(each)}`, each);
  if (services.size === 0) return [];
  const before = manifests.map((manifest, index) => declared[index] ?? manifest); // changes have warnings of their own
  const admission = new Admission(before);
  return manifests.flatMap((manifest, index) => {
    for (const [variable, value] of variablesOf(manifest))
      for (const named of namedHosts(value)) {
        const service = findService(named, variable, namespaceOf(manifest), services);
        if (service && !admission.isAllowed(before[index], service))
          return [deniedFinding(index, variable, service, declared[index] !== undefined)];
      }
    return [];
  });
}

function variablesOf(manifest: Manifest): [name: string, value: string][] {
  const variables = containersOf(podOf(manifest)).flatMap(({ container }) => listAt(container, 'env'));
  return variables.map((each) => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? '']);
}

/** Names of variables whose value is a host. The value of another may be the same word by chance: `DB_TYPE: 'postgres'`. */
const HOST_NAME = /(HOST|HOSTNAME|ADDR|ADDRESS|UR[IL]|ENDPOINT|SERVER|DSN|UPSTREAM)S?(_?\d+)?$/i;

/** Returns the Service of a host. The form `name:1` may be that of an image, so its port must be one of the Service. */
function findService(
  { host, port, isBare }: NamedHost,
  variable: string,
  ownNamespace: string,
  services: ReadonlyMap<string, Manifest>,
): Manifest | undefined {
  const [name, namespace = ownNamespace, domain = 'svc'] = host.split('.');
  const service = domain === 'svc' ? services.get(`${name}.${namespace}`) : undefined;
  if (service === undefined || !isBare) return service;
  if (port === undefined) return HOST_NAME.test(variable) || host.includes('.') ? service : undefined;
  return listAt(service, 'spec', 'ports').some((each) => field(each, 'port') === port) ? service : undefined;
}

function deniedFinding(index: number, variable: string, service: Manifest, isOwn: boolean): Finding {
  const subject = `its variable ${formatName(variable)} names the Service ${nameOf(service)}`;
  const message = isOwn
    ? `${subject}, whose component is not in uses: its policy denies the connection. Name the component in uses.`
    : `${subject}, whose policy denies connections of these pods. Give them the labels in consumerLabels of its connection.`;
  return { index, rule: 'undeclared-connection', isError: false, message };
}
