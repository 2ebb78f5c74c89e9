// The hosts of routes.
import { isIP } from 'node:net';
import { repairHost } from '../checks/addresses';
import { inOrder, listOf, notEmpty, satisfying, text } from '../checks/check';
import { distinct } from '../checks/duplicates';

const ANY_HOST = 'leave hosts out to accept requests for any host';

const host = inOrder(
  text,
  satisfying((value: string) => isIP(value) === 0, 'a DNS name, not an IP address', {
    wayOut: `Use a name, or ${ANY_HOST}`,
  }),
  satisfying(isHost, 'a DNS name in lower case, such as shop.example or *.shop.example, at most 253 characters', {
    repair: repairHost,
  }),
);

/** Accepts lists of host names, of which the first label can be `*`. */
export const hosts = inOrder(listOf(host, 'host names'), notEmpty(`Add a host, or ${ANY_HOST}`), distinct);

function isHost(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`).test(name);
}
