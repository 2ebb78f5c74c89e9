// The stack that is being declared, and the facts about the app that its manifests must agree with.
import type { Chart } from 'cdk8s';
import type { IProvider, IRoutable } from 'cdk8s-webstack';
import { Construct } from 'constructs';
import type { Draw } from './draw';
import type { Peers, Target } from './traffic';

/** A provider of the app, and what its consumers get. */
export interface Offer {
  readonly provider: IProvider;
  readonly namespace: string;
  /** The other namespaces whose components can use it. */
  readonly usableFrom: string[];
  /** The other namespaces that its policy allows: a Secret of its own keeps components there from using it. */
  readonly allowedNamespaces?: string[];
  readonly hostVariable: string;
  readonly portVariable: string;
  /** All variables of the connection. */
  readonly variables: string[];
  readonly hasUrl: boolean;
  /** A Secret that is not part of the app; each namespace of a consumer needs it. */
  readonly secret?: string;
  /** A Secret with its certificate, of which consumers read the CA; each namespace of a consumer needs it. */
  readonly certificate?: string;
  /** Where its variables lead: `namespace/name on port` of a workload, or `host:port` outside the app. */
  readonly destination: string;
  /** The destination as policies know it, if it is outside the app. */
  readonly target?: Target;
}

/** A workload that uses a provider, and the names of the variables with host and port. */
export interface Edge {
  readonly namespace: string;
  readonly workload: string;
  readonly hostVariable: string;
  readonly portVariable: string;
  readonly destination: string;
}

/** The facts about an app. */
export interface Facts {
  readonly offers: Offer[];
  readonly edges: Edge[];
  /** Objects that are referenced and not part of the app: `kind namespace/name`. */
  readonly existing: Set<string>;
  /** The names of components, by their paths: `namespace/name`. */
  readonly names: Set<string>;
  /** The namespaces of all stacks. */
  readonly namespaces: string[];
  /** DNS and ingress controller of each namespace. */
  readonly peers: Map<string, Peers>;
  /** The namespaces that deny by default. */
  readonly isolated: Set<string>;
  /** Destinations outside the app that a workload, `namespace/name`, may connect to. */
  readonly targets: { readonly workload: string; readonly target: Target }[];
  /** Pods of other applications that the ingress controller may connect to: routed ones, and solvers of cert-manager. */
  readonly admitted: { readonly namespace: string; readonly target: Target }[];
  /** The destination of each route, by `host/path`. */
  readonly routes: Map<string, string>;
}

/** The context of functions that declare a part of a stack. */
export interface Scene {
  readonly draw: Draw;
  readonly chart: Chart;
  readonly namespace: string;
  readonly disposable: boolean;
  readonly facts: Facts;
  readonly routables: { readonly routable: IRoutable; readonly destination: string; readonly target?: Target }[];
}

/** Returns the name of an object that is not part of the app, and records it. */
export function existing({ facts, namespace }: Scene, kind: string, name: string): string {
  facts.existing.add(`${kind} ${namespace}/${name}`);
  return name;
}

/** Chooses the scope, id and resulting name of a component. */
export function locate(
  { draw, chart, facts, namespace }: Scene,
  type: string,
): { scope: Construct; id: string; name: string } {
  const id = draw.at(`${type}.id`, draw.word());
  const group = draw.boolean() ? draw.word() : undefined;
  const name = group === undefined ? id : `${group}-${id}`;
  facts.names.add(`${namespace}/${name}`);
  return { scope: group === undefined ? chart : new Construct(chart, group), id, name };
}
