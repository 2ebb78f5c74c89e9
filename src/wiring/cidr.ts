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

const ALLOWED = 'allowed are address ranges such as 203.0.113.0/24 or 203.0.113.7/32';

export function cidrsMistakes(property: string, cidrs: string[] = []): string[] {
  const refused = cidrs.filter((cidr) => !isCidr(cidr));
  return refused.map((cidr) => `${property} has ${shown(cidr)}; ${ALLOWED}`);
}

function isCidr(cidr: string): boolean {
  const { version, bits } = parsed(cidr);
  return version !== 0 && bits <= (version === 4 ? 32 : 128);
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
  const [, address = '', bits] = (typeof cidr === 'string' && /^([0-9a-f.:]+)\/(0|[1-9]\d{0,2})$/i.exec(cidr)) || [];
  return { address, version: isIP(address), bits: Number(bits) };
}
