// Address ranges in CIDR notation.
import { isIP } from 'node:net';

/** The addresses of a width in bits that share their first bits with an address. */
interface Block {
  readonly width: number;
  readonly bits: number;
  readonly first: bigint;
}

/** IPv4 addresses inside IPv6, which later versions of Kubernetes reject: ::ffff:0:0/96. */
const [MAPPED, MAPPED_BITS] = [0xffffn, 96];

/**
 * Undefined for text that is not a range, or that does not start at its first address: clusters warn of those, and of
 * ranges of IPv4 inside IPv6.
 */
export function blockOf(cidr: string): Block | undefined {
  const [, address = '', length] = /^([\d.]+|[0-9a-f:]+)\/(0|[1-9]\d{0,2})$/i.exec(cidr) ?? [];
  const version = isIP(address);
  const [width, bits] = [version === 4 ? 32 : 128, Number(length)];
  if (version === 0 || bits > width) return undefined;
  const first = BigInt(`0x${(version === 4 ? bytesOf(address) : groupsOf(address)).join('')}`);
  if (version === 6 && bits >= MAPPED_BITS && first >> 32n === MAPPED) return undefined;
  return BigInt.asUintN(width - bits, first) === 0n ? { width, bits, first } : undefined;
}

/** Whether a block is a smaller part of another one. */
export function contains(whole: Block, part: Block): boolean {
  const free = BigInt(whole.width - whole.bits);
  return part.width === whole.width && part.bits > whole.bits && part.first >> free === whole.first >> free;
}

/** Returns a range of IPv4 inside IPv6 as a range of IPv4; an empty text for any other. */
export function unmapped(cidr: string): string {
  const [, address = '', bits] = /^([0-9a-f:.]{4,45})\/(\d{2,3})$/i.exec(cidr) ?? [];
  if (isIP(address) !== 6 || Number(bits) < MAPPED_BITS) return '';
  const [, dotted] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (dotted !== undefined) return `${dotted}/${Number(bits) - MAPPED_BITS}`;
  if (address.includes('.')) return '';
  const groups = groupsOf(address).join('');
  if (BigInt(`0x${groups}`) >> 32n !== MAPPED) return '';
  const bytes = [24, 26, 28, 30].map((start) => parseInt(groups.slice(start, start + 2), 16));
  return `${bytes.join('.')}/${Number(bits) - MAPPED_BITS}`;
}

/** The four bytes of an IPv4 address. */
function bytesOf(address: string): string[] {
  return address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
}

/** The eight groups of an IPv6 address; `::` stands for zeros. */
function groupsOf(address: string): string[] {
  const [before, after = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
}
