// The namespace that a stack creates, with what it denies by default.
import type { ApiObject, Chart } from 'cdk8s';
import { formatValue } from '../checks/messages';
import { reportErrors } from '../checks/report';
import { chartLabels } from '../identity/identity';
import { createNamespaceObject } from '../kubernetes/namespace';
import { createServiceAccount } from '../kubernetes/service-account';
import { Platform } from '../platform/platform';
import { isolateNamespace } from './isolation';

/** The objects of a namespace. */
export interface StackNamespace {
  readonly namespaceObject: ApiObject;
  /** The ServiceAccount `default`, if the namespace is isolated. */
  readonly serviceAccount?: ApiObject;
  readonly networkPolicies: Record<string, ApiObject>;
}

/** Creates the namespace of a stack, and reports the name of one that belongs to others. */
export function createStackNamespace(stack: Chart, name: string, isIsolated: boolean): StackNamespace {
  reportErrors(stack, foreignNamespaceError(stack, name));
  const labels = { 'app.kubernetes.io/name': stack.node.id, ...chartLabels(stack, 'namespace') };
  const namespaceObject = createNamespaceObject(stack, { name, labels }, Platform.of(stack).kubernetesVersion);
  if (!isIsolated) return { namespaceObject, networkPolicies: {} };
  return {
    namespaceObject,
    networkPolicies: isolateNamespace(stack, name, labels),
    serviceAccount: createServiceAccount(stack, { name: 'default', labels }),
  };
}

/** Namespaces of Kubernetes, and of what is often installed into a cluster. */
const CLUSTER_NAMESPACES = /^(default|kube-.*|openshift(-.*)?|gke-.*|gmp-.*)$/;
const ADD_ON_NAMESPACES = [
  ...[
    'ingress-nginx',
    'traefik',
    'cert-manager',
    'external-secrets',
    'external-dns',
    'local-path-storage',
    'rook-ceph',
  ],
  ...['calico-apiserver', 'tigera-operator', 'cilium', 'linkerd', 'linkerd-viz', 'kyverno', 'keda', 'velero'],
  ...['argocd', 'argo-cd', 'argo-rollouts', 'knative-serving', 'knative-eventing', 'tekton-pipelines'],
  ...['kubernetes-dashboard', 'amazon-cloudwatch', 'aws-observability'],
];

/** Pods of such namespaces do not meet `restricted`, and must be able to start and to connect. */
function foreignNamespaceError(stack: Chart, name: string): string | undefined {
  const { ingressController, dns } = Platform.of(stack);
  const isOfPeer = [...ingressController, ...dns].some((peer) => peer._namespace === name);
  const wayOut = 'Choose another one, or set createNamespace: false.';
  const subject = `the namespace ${formatValue(name)}`;
  if (CLUSTER_NAMESPACES.test(name)) return `${subject} belongs to the cluster. ${wayOut}`;
  if (isOfPeer) return `${subject} holds the ingress controller or DNS of the platform. ${wayOut}`;
  if (name.endsWith('-system')) return `${subject} ends in "-system", as those of add-ons do. ${wayOut}`;
  return ADD_ON_NAMESPACES.includes(name) ? `${subject} belongs to an add-on of the cluster. ${wayOut}` : undefined;
}
