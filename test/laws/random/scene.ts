// A stack that is being declared, and what is known of it besides its manifests.
import type { ApiObject, Chart } from 'cdk8s';
import type { IProvider, IRoutable } from 'cdk8s-webstack';
import { Construct } from 'constructs';
import type { Draw } from './draw';
import type { Reach, Surroundings } from './traffic';

/** A provider that is declared, and what its users find out about it. */
export interface Offer {
  readonly provider: IProvider;
  readonly namespace: string;
  /** The namespaces whose components can use it. */
  readonly admits: string[];
  /** The namespaces that it lets in, where it is a component; a Secret that it makes keeps others from using it. */
  readonly letsIn?: string[];
  readonly hostVariable: string;
  readonly portVariable: string;
  /** All variables that it gives. */
  readonly variables: string[];
  readonly hasUrl: boolean;
  /** A Secret that it reads, which has to be in the namespace of its users too. */
  readonly secret?: string;
  /** Where it leads: the workload behind it and the port that it opens, or a host that is outside. */
  readonly leadsTo: string;
  /** Where that is, where it is no component. */
  readonly reach?: Reach;
}

/** What a workload uses: by the variables that hold the host and the port, as it knows them. */
export interface Edge {
  readonly namespace: string;
  readonly workload: string;
  readonly hostVariable: string;
  readonly portVariable: string;
  readonly leadsTo: string;
}

/** What is declared in an app. */
export interface Declared {
  readonly offers: Offer[];
  readonly edges: Edge[];
  /** What is named and made elsewhere: `kind namespace/name`. */
  readonly outside: Set<string>;
  /** The names that components have by their paths: `namespace/name`. */
  readonly names: Set<string>;
  /** The objects that components show. */
  readonly exposed: ApiObject[];
  /** The namespaces of all stacks. */
  readonly namespaces: string[];
  /** Who is around each of them. */
  readonly surroundings: Map<string, Surroundings>;
  /** Where workloads may connect to that is no component: `namespace/name`. */
  readonly reaches: { readonly workload: string; readonly reach: Reach }[];
  /** What routes lead to: `namespace/name on port`. */
  readonly routed: Set<string>;
}

export interface Scene {
  readonly d: Draw;
  readonly chart: Chart;
  readonly namespace: string;
  readonly disposable: boolean;
  readonly app: Declared;
  readonly routables: { readonly routable: IRoutable; readonly leadsTo: string }[];
}

/** Names something that is made elsewhere. */
export function outside({ app, namespace }: Scene): (kind: string, name: string) => string {
  return (kind, name) => {
    app.outside.add(`${kind} ${namespace}/${name}`);
    return name;
  };
}

/** Where a component is put, and what it will be called. */
export function place(
  { d, chart, app, namespace }: Scene,
  type: string,
): { scope: Construct; id: string; name: string } {
  const id = d.at(`${type}.id`, d.word());
  const group = d.maybe() ? d.word() : undefined;
  const name = group === undefined ? id : `${group}-${id}`;
  app.names.add(`${namespace}/${name}`);
  return { scope: group === undefined ? chart : new Construct(chart, group), id, name };
}
