// What random workloads use, and under which names they know it.
import type { IProvider } from 'cdk8s-webstack';
import { type Edge, type Offer, type Scene, outside } from './scene';
import { variableName } from './values';

/** What it uses of what it may use, each under names that no other has. */
export function usesOf(scene: Scene, workload: string): { providers: IProvider[]; edges: Edge[]; taken: Set<string> } {
  const { d, namespace, app } = scene;
  const may = app.offers.filter((offer) => offer.namespace === namespace || offer.admits.includes(namespace));
  const taken = new Set<string>();
  const edges: Edge[] = [];
  const providers = may
    .filter(() => d.maybe())
    .map((offer) => {
      if (offer.secret) outside(scene)('Secret', offer.secret);
      const { provider, hostVariable, portVariable } = known(scene, offer, taken);
      edges.push({ namespace, workload, hostVariable, portVariable, leadsTo: offer.leadsTo });
      if (offer.reach) app.reaches.push({ workload: `${namespace}/${workload}`, reach: offer.reach });
      return provider;
    });
  return { providers, edges, taken };
}

export function known(
  { d }: Scene,
  offer: Offer,
  taken: Set<string>,
): Pick<Offer, 'provider' | 'hostVariable' | 'portVariable'> {
  const prefix =
    offer.variables.some((name) => taken.has(name)) || d.maybe()
      ? d.at('Connection.prefixed.prefix', `${variableName(d)}_`)
      : '';
  offer.variables.forEach((name) => taken.add(prefix + name));
  const prefixed = prefix === '' ? offer.provider : offer.provider.connection.prefixed(prefix);
  const renamed = d.maybe() ? d.at('Connection.renamed.names{}', variableName(d)) : undefined;
  const names =
    renamed === undefined ? {} : { [d.at('Connection.renamed.names{key}', prefix + offer.hostVariable)]: renamed };
  const provider =
    renamed === undefined ? prefixed : prefixed.connection.renamed(d.at('Connection.renamed.names', names));
  const withUrl =
    offer.hasUrl && d.maybe()
      ? provider.connection.withUrl(d.at('Connection.withUrl.name', variableName(d)))
      : provider;
  return {
    provider: withUrl,
    hostVariable: renamed ?? prefix + offer.hostVariable,
    portVariable: prefix + offer.portVariable,
  };
}
