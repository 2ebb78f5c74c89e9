import { isSubdomain } from './names';
import { shown } from './messages';

/** What is wrong with a host. */
export function hostMistake(host: string): string | undefined {
  if (isSubdomain(host) && IN_CLUSTER.test(host)) {
    return (
      `host is ${shown(host)}, a Service of this cluster, of which policies have to know the pods; ` +
      'use Connection.toEndpoint, or name the component itself'
    );
  }
  if (isSubdomain(host)) return undefined;
  return `host is ${shown(host)}; allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path`;
}

/** One label alone is completed by the cluster's own domain. */
const IN_CLUSTER = /^[^.]+$|\.svc$|\.cluster\.local$/;

/** @param least 1024 for who is not root */
export function isPort(port: number, least = 1): boolean {
  return Number.isInteger(port) && port >= least && port <= 65535;
}

export function portMistake(port: number, property = 'port'): string | undefined {
  if (isPort(port)) return undefined;
  return `${property} is ${shown(port)}; allowed is a whole number from 1 to 65535`;
}
