import { BlockList, isIP } from 'node:net';
import { shown } from './mistake';

/** A range of addresses, less some. */
export interface Range {
  readonly cidr: string;
  readonly exceptCidrs?: string[];
}

/** @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors */
export function rangeMistakes(property: string, { cidr, exceptCidrs = [] }: Range): string[] {
  const outside = isCidr(cidr) ? exceptCidrs.filter((part) => isCidr(part) && !isWithin(part, cidr)) : [];
  return [
    ...(isCidr(cidr) ? [] : [`${property}.cidr is ${shown(cidr)}; ${ALLOWED}`]),
    ...cidrsMistakes(`${property}.exceptCidrs`, exceptCidrs),
    ...outside.map(
      (part) => `${property}.exceptCidrs has ${shown(part)}, which is no part of ${shown(cidr)}; name ranges inside it`,
    ),
  ];
}

const ALLOWED = 'allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32';

export function cidrsMistakes(property: string, cidrs: string[] = []): string[] {
  const refused = cidrs.filter((cidr) => !isCidr(cidr));
  return refused.map((cidr) => `${property} has ${shown(cidr)}; ${ALLOWED}`);
}

function isCidr(cidr: string): boolean {
  const { address, version, bits } = parsed(cidr);
  const width = version === 4 ? 32 : 128;
  return version !== 0 && bits <= width && (bits === width || isFirst(address, version, width - bits));
}

/** Whether an address is the first of its range: clusters take others, and warn of them. */
function isFirst(address: string, version: number, free: number): boolean {
  const digits =
    version === 4 ? address.split('.').map((part) => Number(part).toString(16).padStart(2, '0')) : groups(address);
  return BigInt.asUintN(free, BigInt(`0x${digits.join('')}`)) === 0n;
}

/** The eight groups of an IPv6 address; what `::` leaves out is zeros. */
function groups(address: string): string[] {
  const [before, after] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - (after?.length ?? 0)).fill('0');
  return [...before, ...zeros, ...(after ?? [])].map((group) => group.padStart(4, '0'));
}

/** Whether a range is part of another one, and smaller. */
function isWithin(part: string, whole: string): boolean {
  const [inner, outer] = [parsed(part), parsed(whole)];
  const [family] = inner.version === 4 ? ['ipv4' as const] : ['ipv6' as const];
  if (inner.version !== outer.version || inner.bits <= outer.bits) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, family);
  return list.check(inner.address, family);
}

function parsed(cidr: string): { address: string; version: number; bits: number } {
  const [, address = '', bits] =
    (typeof cidr === 'string' && /^([\d.]+|[0-9a-f:]+)\/(0|[1-9]\d{0,2})$/i.exec(cidr)) || [];
  return { address, version: isIP(address), bits: Number(bits) };
}
