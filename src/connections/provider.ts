// The values that `uses` accepts.
import type { Check } from '../checks/check';
import { formatReference } from '../checks/messages';
import type { IProvider } from './connection';

/** Accepts providers, of the library's classes or of others. */
export const provider: Check = (value, property) => {
  const { connection } = (value ?? {}) as Partial<IProvider>;
  if (value === undefined || typeof connection?._consumedBy === 'function') return [];
  return [
    `${property} is ${formatReference(value)}, which has no connection. Use a database, a client, a server or an ` +
      'external service.',
  ];
};
