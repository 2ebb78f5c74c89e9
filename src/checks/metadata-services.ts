// The addresses at which clouds serve credentials and configuration to whatever runs on a node.
import { blockOf, contains } from './cidr';

/**
 * AWS, Google, Azure (also its WireServer), Oracle and OpenStack; EKS Pod Identity; AWS over IPv6; Azure; Alibaba.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const METADATA_SERVICES = [
  ...['169.254.169.254/32', '169.254.170.23/32', 'fd00:ec2::/32', '168.63.129.16/32', '100.100.100.200/32'],
];

/** The exceptions of all of IPv4 and of all of IPv6: link-local addresses and other metadata services. */
const CLOSED: Record<string, string[]> = {
  '0.0.0.0/0': ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32'],
  '::/0': ['fe80::/10', 'fd00:ec2::/32'],
};

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
  if (blockOf(cidr)?.bits === 0) return undefined;
  return METADATA_SERVICES.find(
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
