// Which pods the network policies of a Service's pods admit.
import { CONSUMER_LABEL_DOMAIN } from '../checks/labels';
import { entriesAt, field, listAt, nameOf, namespaceOf, textAt, type Manifest } from './manifest';
import { PodIndex } from './pod-index';
import { podOf, selects } from './pods';

/** Policies and pods of a list of manifests. */
export class Admission {
  private readonly pods: PodIndex;
  /** The policies of each namespace by the first label that they select by. */
  private readonly policies = new Map<string, Manifest[]>();

  constructor(private readonly manifests: readonly Manifest[]) {
    this.pods = new PodIndex(manifests);
    for (const policy of manifests) {
      if (policy.kind !== 'NetworkPolicy' || !hasIngress(policy)) continue;
      const [label = []] = entriesAt(policy, 'spec', 'podSelector', 'matchLabels');
      const key = keyOf(namespaceOf(policy), label);
      const known = this.policies.get(key);
      if (known) known.push(policy);
      else this.policies.set(key, [policy]);
    }
  }

  /** Whether pods may connect to those of a Service of the library, as far as policies of Kubernetes say. */
  public isAllowed(workload: Manifest, service: Manifest): boolean {
    const labels = field(podOf(workload), 'metadata', 'labels') ?? {};
    if (field(labels, consumerLabelOf(service)) !== undefined) return true;
    const namespace = namespaceOf(service);
    const selector = { matchLabels: field(service, 'spec', 'selector') };
    if (namespaceOf(workload) === namespace && selects(selector, labels)) return true; // its own Service
    const policies = this.policiesOf(namespace, this.manifests[this.pods.find(namespace, selector)[0]]);
    const rules = policies.flatMap((policy) => listAt(policy, 'spec', 'ingress'));
    return policies.length === 0 || rules.some((rule) => admits(rule, namespace, namespaceOf(workload), labels));
  }

  private policiesOf(namespace: string, workload: Manifest | undefined): Manifest[] {
    const labels = workload && field(podOf(workload), 'metadata', 'labels');
    const keys = [[], ...entriesAt(labels)].map((label) => keyOf(namespace, label));
    const found = keys.flatMap((key) => this.policies.get(key) ?? []);
    return found.filter((policy) => selects(field(policy, 'spec', 'podSelector'), labels));
  }
}

function keyOf(namespace: string, label: readonly unknown[]): string {
  return [namespace, ...label].map(String).join('\n');
}

function consumerLabelOf(service: Manifest): string {
  const namespace = namespaceOf(service);
  return `${namespace === '' ? '' : `${namespace}.`}${CONSUMER_LABEL_DOMAIN}/${nameOf(service)}`;
}

/** Ingress is denied by default for selected pods, unless policyTypes leaves it out. */
function hasIngress(policy: Manifest): boolean {
  const types = listAt(policy, 'spec', 'policyTypes');
  return types.length === 0 || types.includes('Ingress');
}

/** Whether a rule admits pods. Address ranges and labels of namespaces are not known, and may. */
function admits(rule: unknown, namespace: string, other: string, labels: unknown): boolean {
  const peers = listAt(rule, 'from');
  return (
    peers.length === 0 ||
    peers.some((peer) => {
      if (field(peer, 'ipBlock') !== undefined) return true;
      const isSelected = field(peer, 'podSelector') === undefined || selects(field(peer, 'podSelector'), labels);
      return isSelected && isInNamespace(field(peer, 'namespaceSelector'), namespace, other);
    })
  );
}

function isInNamespace(selector: unknown, namespace: string, other: string): boolean {
  if (selector === undefined) return namespace === other;
  const name = textAt(selector, 'matchLabels', 'kubernetes.io/metadata.name');
  const isByName = name !== undefined && entriesAt(selector, 'matchLabels').length === 1;
  return !isByName || name === other;
}
