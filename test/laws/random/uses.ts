// The providers that random workloads use, and the names of their variables.
import type { IProvider } from 'cdk8s-webstack';
import { existing, type Edge, type Offer, type Scene } from './scene';
import { variableName } from './values';

interface Uses {
  readonly providers: IProvider[];
  readonly edges: Edge[];
  /** The names of the variables that the workload gets. */
  readonly taken: Set<string>;
}

/** Chooses among the providers that a workload can use. Each gets names that no other has. */
export function chooseProviders(scene: Scene, workload: string): Uses {
  const { draw, namespace, facts } = scene;
  const usable = facts.offers.filter((offer) => offer.namespace === namespace || offer.usableFrom.includes(namespace));
  const uses: Uses = { providers: [], edges: [], taken: new Set() };
  for (const offer of usable) draw.within('use', () => draw.boolean() && use(scene, workload, offer, uses));
  return uses;
}

function use(scene: Scene, workload: string, offer: Offer, uses: Uses): void {
  const { namespace, facts } = scene;
  const { destination, target } = offer;
  if (offer.secret !== undefined) existing(scene, 'Secret', offer.secret);
  if (offer.certificate !== undefined) existing(scene, 'Secret', offer.certificate);
  if (target) facts.targets.push({ workload: `${namespace}/${workload}`, target });
  const { provider, hostVariable, portVariable } = chooseNames(scene, offer, uses.taken);
  uses.edges.push({ namespace, workload, hostVariable, portVariable, destination });
  uses.providers.push(provider);
}

function chooseNames(
  { draw }: Scene,
  offer: Offer,
  taken: Set<string>,
): Pick<Offer, 'provider' | 'hostVariable' | 'portVariable'> {
  const isTaken = offer.variables.some((name) => taken.has(name));
  const prefix = isTaken || draw.boolean() ? draw.at('Connection.prefixed.prefix', `${variableName(draw)}_`) : '';
  offer.variables.forEach((name) => taken.add(prefix + name));
  const prefixed = prefix === '' ? offer.provider : offer.provider.connection.prefixed(prefix);
  const newName = draw.boolean() ? draw.at('Connection.renamed.names{}', variableName(draw)) : undefined;
  const renamed = newName === undefined ? prefixed : rename(prefixed, prefix + offer.hostVariable, newName);
  const withUrl = offer.hasUrl && draw.boolean();
  return {
    provider: withUrl ? renamed.connection.withUrl(draw.at('Connection.withUrl.name', variableName(draw))) : renamed,
    hostVariable: newName ?? prefix + offer.hostVariable,
    portVariable: prefix + offer.portVariable,
  };

  function rename({ connection }: IProvider, from: string, to: string): IProvider {
    const names = { [draw.at('Connection.renamed.names{key}', from)]: to };
    return connection.renamed(draw.at('Connection.renamed.names', names));
  }
}
