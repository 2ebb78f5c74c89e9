// Hosts and address ranges outside the stack.
import { inOrder, listOf, notEmpty, satisfying, text, type Check } from './check';
import { blockOf, contains, unmapped } from './cidr';
import { formatHost, formatValue, notAllowed } from './messages';
import { isMetadataHost, metadataServiceIn, rangesWithout } from './metadata-services';
import { isSubdomain } from './names';

const external = satisfying(
  isSubdomain,
  'a DNS name in lower case or an IPv4 address, without scheme, user, port and path',
  { format: formatHost, repair: repairHost },
);

/** Returns the host of a URL, in lower case. A text without a dot may be a password, and is not repaired. */
export function repairHost(host: string): string {
  const authority = host
    .slice(0, MOST_LENGTH)
    .trim()
    .replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '')
    .split(/[/?#]/, 1)[0];
  const name = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
  return name.includes('.') ? name : '';
}

/** Longer texts are no URLs of a host. */
const MOST_LENGTH = 1000;

/** A name with a single label is completed by the cluster's own domain. */
const IN_CLUSTER =
  /^[^.]+$|^[^.]+\.[^.]+\.svc(\..*)?$|\.svc$|\.cluster\.local$|^[^.]+\.(default|kube-[^.]+|ingress-nginx)$/;

/** Rejects the host of a Service. */
export const notInCluster = satisfying(
  () => false,
  'a host outside the cluster (network policies select the pods of a Service, not its name)',
  { wayOut: 'Declare the component itself in uses, or use Connection.toEndpoint' },
);

const isOutside: Check = (value, property) => (IN_CLUSTER.test(value as string) ? notInCluster(value, property) : []);

const EGRESS = 'Use allowEgress with allowMetadata: true';

const notMetadata = satisfying(
  (value: string) => !isMetadataHost(value),
  'a host that is not a metadata service, which gives credentials to every caller',
  { wayOut: EGRESS },
);

const notPod = satisfying(
  (value: string) => !/^(127\.[\d.]+|0\.0\.0\.0|localhost|.*\.localhost)$/.test(value),
  'a host outside the pod (this one is the pod itself)',
  { wayOut: 'Set the name of the server' },
);

/** Accepts hosts outside the cluster. */
export const host = inOrder(text, external, notPod, isOutside, notMetadata);

const RANGE = 'an address range that starts at its first address, such as 203.0.113.0/24 or 203.0.113.7/32';

/** Accepts an address range. */
export const cidr = inOrder(
  text,
  satisfying((value: string) => blockOf(value) !== undefined, RANGE, { repair: unmapped }),
);

/** Rejects ranges with a metadata service: what a service outside the cluster needs has other addresses. */
function noMetadata(value: unknown, property: string): string[] {
  const service = metadataServiceIn(value as string);
  if (service === undefined) return [];
  return [notAllowed(property, formatValue(value), rangesWithout(service), EGRESS)];
}

/** Accepts address ranges, at least one: an empty list would deny everything. */
export const cidrs = inOrder(
  listOf(inOrder(cidr, noMetadata), 'address ranges'),
  notEmpty('Add an address range, or leave the property out to allow any address'),
);

/** An address range with exceptions. */
export interface AddressRange {
  readonly cidr: string;
  readonly exceptCidrs?: string[];
}

/**
 * Returns errors of exceptions outside their range.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function exceptionErrors({ cidr: range, exceptCidrs = [] }: AddressRange, property: string): string[] {
  const whole = range === undefined ? undefined : blockOf(range);
  return exceptCidrs.flatMap((exception, index) =>
    whole && !contains(whole, blockOf(exception)!)
      ? [notAllowed(`${property}[${index}]`, formatValue(exception), `smaller ranges inside ${formatValue(range)}`)]
      : [],
  );
}
