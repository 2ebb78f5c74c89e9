// The values that `uses` accepts.
import type { Check } from '../checks/check';
import { AWAIT, formatReference } from '../checks/messages';
import { isPromise, readMember } from '../checks/objects';

/** Accepts providers, of the library's classes or of others. */
export const provider: Check = (value, property) => {
  const consume = readMember(readMember(value, 'connection'), '_consumedBy');
  if (value === undefined || typeof consume === 'function') return [];
  const wayOut = isPromise(value) ? AWAIT : 'Use a database, a client, a server or an external service';
  return [`${property} is ${formatReference(value)}, which has no connection. ${wayOut}.`];
};
