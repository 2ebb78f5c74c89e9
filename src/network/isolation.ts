// Namespaces that deny by default. Pods that are not the library's connect to nothing there, and nothing connects to
// them, except for what the declaration names: consumers of a provider, providers and routed pods of other libraries, and
// the solvers of cert-manager.
import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { Registry } from '../identity/registry';
import { createNetworkPolicy } from '../kubernetes/network-policy';

/** A policy that opens a namespace for some traffic, if the namespace denies by default. */
export interface Opening {
  /** The name of the policy. It contains a dot, so that no component has it. */
  readonly name: string;
  /** Returns its rules. `stack` isolates the namespace: its platform says who resolves names there. */
  readonly render: (stack: Construct) => Plain<k8s.NetworkPolicySpec>;
}

interface Isolation {
  readonly stack: Construct;
  readonly labels: Record<string, string>;
  readonly policies: Record<string, ApiObject>;
  /** The rules that are written already, by the name of their opening. */
  readonly rendered: Map<string, string[]>;
}

const isolations = new Registry<Isolation>();
/** The openings of each namespace, also of one whose stack is declared later. */
const openings = new Registry<Opening[]>();

/** Denies all traffic in the namespace of a stack by default. Returns its policies, to which components add theirs. */
export function isolateNamespace(
  stack: Construct,
  namespace: string,
  labels: Record<string, string>,
): Record<string, ApiObject> {
  const isolation = { stack, labels, policies: {}, rendered: new Map<string, string[]>() };
  isolations.register(stack, namespace, isolation);
  addPolicy(isolation, { name: 'namespace.default-deny', render: () => DENY_ALL });
  for (const opening of openings.find(stack, namespace) ?? []) addPolicy(isolation, opening);
  return isolation.policies;
}

const DENY_ALL: Plain<k8s.NetworkPolicySpec> = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

/** Opens a namespace for some traffic, if it denies by default. One opening of several that are equal is enough. */
export function openNamespace(component: IConstruct, namespace: string | undefined, opening: Opening): void {
  if (namespace === undefined) return;
  const known = openings.register(component, namespace, [opening]);
  known?.push(opening);
  const isolation = isolations.find(component, namespace);
  if (isolation) addPolicy(isolation, opening);
}

function addPolicy({ stack, labels, policies, rendered }: Isolation, { name, render }: Opening): void {
  const spec = render(stack);
  const text = JSON.stringify(spec);
  const same = rendered.get(name) ?? [];
  if (same.includes(text)) return;
  rendered.set(name, [...same, text]);
  const fullName = same.length === 0 ? name : `${name}-${same.length + 1}`;
  policies[fullName] = createNetworkPolicy(stack, `NetworkPolicy-${fullName}`, { name: fullName, labels }, spec);
}
