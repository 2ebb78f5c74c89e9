import type { IConstruct } from 'constructs';
import { namespaceKey, Registry } from '../identity/registry';
import { PASSWORD_KEY, PASSWORD_SECRET, type PostgresAccessProps } from './postgres-access';

/** The first Postgres of each namespace that reads the default Secret. */
const readers = new Registry<IConstruct>();

/** Returns the error of a second Postgres in a namespace that would read the default Secret. */
export function sharedSecretError(component: IConstruct, props?: PostgresAccessProps): string | undefined {
  if (props?.password !== undefined) return undefined;
  const first = readers.register(component, namespaceKey(component), component);
  if (first === undefined) return undefined;
  const example = `Password.fromSecret('${component.node.id}', '${PASSWORD_KEY}')`;
  return (
    `password is not set, and neither is that of ${first.node.path}: both would read the Secret "${PASSWORD_SECRET}". ` +
    `Set the password of one of them, such as ${example}.`
  );
}
