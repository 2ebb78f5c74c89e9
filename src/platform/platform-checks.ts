import { inOrder, listOf, boolean, withMember, notEmpty, oneOf, satisfying, text, type Check } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatValue, notAllowed } from '../checks/messages';
import { metadataServiceIn, rangesWithout } from '../checks/metadata-services';
import { objectName } from '../checks/names';
import type { Peer } from './peer';
import type { PlatformProps } from './platform-props';

const version = inOrder(
  text,
  satisfying(
    (value: string) => /^1\.(2[7-9]|[3-9]\d|\d{3})$/.test(value),
    "a major and minor version from 1.27, such as '1.30'",
  ),
);

/** Accepts access modes of volumes. */
export const accessMode = oneOf(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']);

const peer = inOrder(
  withMember('_networkPolicyPeer', "a Peer, such as Peer.pods('kube-system', { 'k8s-app': 'kube-dns' })"),
  (value) => (value as Peer | undefined)?._errors ?? [],
);

/** Accepts peers, at least one: an empty list in a policy would allow everybody. */
const peers: Check = inOrder(listOf(peer, 'peers'), notEmpty('Add a Peer, or leave the property out'));

/** Rejects ranges around a metadata service. If it resolves names, as on GKE, name its own address. */
function namesMetadataItself(value: unknown, property: string): string[] {
  const { cidr } = (value as Peer)._networkPolicyPeer.ipBlock ?? {};
  const service = cidr === undefined || /\/(32|128)$/.test(cidr) ? undefined : metadataServiceIn(cidr);
  if (service === undefined) return [];
  return [notAllowed(property, formatValue(cidr), rangesWithout(service), 'Name the address that resolves names')];
}

export const PLATFORM_CHECKS: Checks<PlatformProps> = {
  storageClass: objectName('storage class'),
  accessMode,
  ingressClass: objectName('ingress class'),
  ingressController: peers,
  dns: inOrder(peers, listOf(namesMetadataItself, 'peers')),
  imagePullPolicy: oneOf(['Always', 'IfNotPresent', 'Never']),
  kubernetesVersion: version,
  disposable: boolean,
};
