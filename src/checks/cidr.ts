// Address ranges in CIDR notation.
import { isIP } from 'node:net';

/** The addresses of a width in bits that share their first bits with an address. */
interface Block {
  readonly width: number;
  readonly bits: number;
  readonly first: bigint;
}

/** Undefined for text that is not a range, or that does not start at its first address: clusters warn of those. */
export function blockOf(cidr: string): Block | undefined {
  const [, address = '', length] = /^([\d.]+|[0-9a-f:]+)\/(0|[1-9]\d{0,2})$/i.exec(cidr) ?? [];
  const version = isIP(address);
  const [width, bits] = [version === 4 ? 32 : 128, Number(length)];
  if (version === 0 || bits > width) return undefined;
  const first = BigInt(`0x${(version === 4 ? bytesOf(address) : groupsOf(address)).join('')}`);
  return BigInt.asUintN(width - bits, first) === 0n ? { width, bits, first } : undefined;
}

/** Whether a block is a smaller part of another one. */
export function contains(whole: Block, part: Block): boolean {
  const free = BigInt(whole.width - whole.bits);
  return part.width === whole.width && part.bits > whole.bits && part.first >> free === whole.first >> free;
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
