// The scope and the id of a new construct, before it exists: errors of theirs cannot be collected, and are thrown.
import { AWAIT, formatType } from './messages';
import { isPromise, readMember } from './objects';

const ORDER = 'Pass the scope, the id and the properties, in this order';

/**
 * Returns the id of a construct.
 * @param name the name of its class
 * @throws if the scope is no construct, or the id is no text
 */
export function checkedId(scope: unknown, id: unknown, name: string): string {
  if (scope !== undefined) assertConstruct(scope, `new ${name}`, id);
  if (typeof id === 'string' && (id !== '' || scope === undefined)) return id;
  const path = readMember(readMember(scope, 'node'), 'path') || 'the App';
  const property = `the id of a new ${name}`;
  const fault = id === undefined ? 'missing' : id === '' ? 'empty' : `${formatType(id)}; allowed: text`;
  throw new Error(`${String(path)}: ${property} is ${fault}. ${ORDER}.`);
}

/** @throws if the scope of a construct or of a static method is no construct */
export function assertConstruct(scope: unknown, subject: string, id?: unknown): void {
  if (typeof readMember(readMember(scope, 'node'), 'path') === 'string') return;
  const isSwapped = typeof scope === 'string' && typeof readMember(readMember(id, 'node'), 'path') === 'string';
  if (isSwapped) throw new Error(`${subject}: the scope and the id are swapped. ${ORDER}.`);
  const wayOut = isPromise(scope) ? AWAIT : ORDER;
  throw new Error(`${subject}: the scope is ${formatType(scope)}; allowed: a construct, such as the stack. ${wayOut}.`);
}
