import { shown } from './mistake';

/** What is wrong with a host. */
export function hostMistake(host: string): string | undefined {
  if (host.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(host))
    return undefined;
  return `host is ${shown(host)}; allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path`;
}

export function portMistake(port: number): string | undefined {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return undefined;
  return `port is ${shown(port)}; allowed is a whole number from 1 to 65535`;
}
