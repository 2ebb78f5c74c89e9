import { isIP } from 'node:net';
import { shown } from './messages';

/** A range of addresses, less some. */
export interface Range {
  readonly cidr: string;
  readonly exceptCidrs?: string[];
}

/** @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors */
export function rangeMistakes(property: string, { cidr, exceptCidrs = [] }: Range): string[] {
  const whole = blockOf(cidr);
  const outside = exceptCidrs.filter((part) => whole && isOutside(blockOf(part), whole));
  return [
    ...(whole ? [] : [`${property}.cidr is ${shown(cidr)}; ${ALLOWED}`]),
    ...cidrsMistakes(`${property}.exceptCidrs`, exceptCidrs),
    ...outside.map(
      (part) => `${property}.exceptCidrs has ${shown(part)}, which is no part of ${shown(cidr)}; name ranges inside it`,
    ),
  ];
}

const ALLOWED = 'allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32';

export function cidrsMistakes(property: string, cidrs: string[] = []): string[] {
  const refused = cidrs.filter((cidr) => !blockOf(cidr));
  return refused.map((cidr) => `${property} has ${shown(cidr)}; ${ALLOWED}`);
}

/** All addresses of so many bits that begin with the same ones as the first. */
interface Block {
  readonly width: number;
  readonly bits: number;
  readonly first: bigint;
}

/** Undefined for what is no range, or not written by its first address: clusters take that, and warn of it. */
function blockOf(cidr: string): Block | undefined {
  const [, address = '', length] =
    (typeof cidr === 'string' && /^([\d.]+|[0-9a-f:]+)\/(0|[1-9]\d{0,2})$/i.exec(cidr)) || [];
  const version = isIP(address);
  const [width, bits] = [version === 4 ? 32 : 128, Number(length)];
  if (version === 0 || bits > width) return undefined;
  const first = BigInt(`0x${(version === 4 ? bytes(address) : groups(address)).join('')}`);
  return BigInt.asUintN(width - bits, first) === 0n ? { width, bits, first } : undefined;
}

/** The four bytes of an IPv4 address. */
function bytes(address: string): string[] {
  return address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
}

/** The eight groups of an IPv6 address; what `::` leaves out is zeros. */
function groups(address: string): string[] {
  const [before, after = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
}

/** Whether a block is no smaller part of another one. */
function isOutside(part: Block | undefined, whole: Block): boolean {
  if (!part) return false;
  const free = BigInt(whole.width - whole.bits);
  return part.width !== whole.width || part.bits <= whole.bits || part.first >> free !== whole.first >> free;
}
