// The addresses at which clouds serve credentials and configuration to whatever runs on a node.
import { isIP } from 'node:net';
import { blockOf, contains } from './cidr';

/**
 * AWS, Google, Azure (also its WireServer), Oracle and OpenStack; EKS Pod Identity; ECS; AWS over IPv6; Azure; Alibaba;
 * Google and Scaleway over IPv6.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 * @see https://cloud.google.com/compute/docs/metadata/querying-metadata
 */
const METADATA_SERVICES = [
  ...['169.254.169.254/32', '169.254.170.23/32', '169.254.170.2/32', 'fd00:ec2::/32'],
  ...['168.63.129.16/32', '100.100.100.200/32', 'fd20:ce::254/128', 'fd00:42::42/128'],
];

/** Link-local addresses, where every cloud may have another service, also as NAT64 writes them. */
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10', '64:ff9b::a9fe:0/112'];
/** The address of NodeLocal DNSCache, which serves names only. */
const NODE_DNS = '169.254.20.10/32';

/** The exceptions of all of IPv4 and of all of IPv6: link-local addresses and other metadata services. */
const CLOSED: Record<string, string[]> = {
  '0.0.0.0/0': ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32'],
  '::/0': ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128'],
};

/** The names of metadata services inside their clouds. */
const NAMES = [
  ...['metadata.google.internal', 'metadata.goog', 'instance-data.ec2.internal', 'metadata.tencentyun.com'],
];

/** Whether a host is a metadata service. */
export function isMetadataHost(host: string): boolean {
  return isIP(host) === 0 ? NAMES.includes(host) : metadataServiceIn(`${host}/32`) !== undefined;
}

/** Returns the ranges that are allowed beside a metadata service. */
export function rangesWithout(service: string): string {
  const subject = LINK_LOCAL.includes(service) ? 'the link-local addresses' : 'the metadata service';
  const reason = LINK_LOCAL.includes(service) ? 'where clouds give credentials' : 'which gives credentials';
  return `ranges without ${subject} ${service}, ${reason} to every caller`;
}

/** A range and the exceptions that leave metadata services out, if it is all of IPv4 or of IPv6. */
export function withoutMetadata(cidr: string, exceptCidrs: string[] = []): { cidr: string; except?: string[] } {
  const closed = Object.entries(CLOSED).find(([range]) => isSame(range, cidr))?.[1] ?? [];
  const missing = closed.filter(
    (range) => !exceptCidrs.some((exception) => isSame(exception, range) || isInside(range, exception)),
  );
  const except = [...exceptCidrs, ...missing];
  return { cidr, except: except.length > 0 ? except : undefined };
}

/** Returns the metadata service that a range holds or is part of, unless the range is all of IPv4 or of IPv6. */
export function metadataServiceIn(cidr: string, exceptCidrs: string[] = []): string | undefined {
  if (blockOf(cidr)?.bits === 0 || isSame(cidr, NODE_DNS)) return undefined;
  return [...METADATA_SERVICES, ...LINK_LOCAL].find(
    (service) =>
      (isSame(service, cidr) || isInside(service, cidr) || isInside(cidr, service)) &&
      !exceptCidrs.some((exception) => isSame(exception, service) || isInside(service, exception)),
  );
}

function isInside(part: string, whole: string): boolean {
  const [partBlock, wholeBlock] = [blockOf(part), blockOf(whole)];
  return partBlock !== undefined && wholeBlock !== undefined && contains(wholeBlock, partBlock);
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [blockOf(one), blockOf(other)];
  return a !== undefined && b !== undefined && a.width === b.width && a.bits === b.bits && a.first === b.first;
}
