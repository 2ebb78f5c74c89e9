import { inOrder, required, withMember, type Check } from '../checks/check';
import { notAllowed } from '../checks/messages';
import type { DatabaseTls, TlsFactory } from './database-tls';

/** Accepts the encryption of a database outside the stack, which has to be stated. */
export const EXTERNAL_TLS_CHECK = required(
  inOrder(
    withMember('isVerified', 'a DatabaseTls, such as DatabaseTls.publicCa()'),
    createdBy(['verified(ca)', 'publicCa()', 'none()'], 'the stack does not run this database'),
  ),
  "Set it to DatabaseTls.verified(ca) with the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt'), to " +
    'DatabaseTls.publicCa(), or to DatabaseTls.none() if connections are not encrypted',
);

/** Accepts the encryption of a database of the stack. */
export const SERVER_TLS_CHECK: Check = inOrder(
  withMember('isVerified', "a DatabaseTls, such as DatabaseTls.fromSecret('postgres-tls')"),
  createdBy(['fromSecret(name)', 'none()'], 'the database needs a certificate and its key'),
  (value) => (value as DatabaseTls | undefined)?._errors ?? [],
);

/** Accepts what certain methods have created. */
function createdBy(factories: TlsFactory[], reason: string): Check {
  const allowed = factories.map((factory) => `DatabaseTls.${factory}`).join(', ');
  return (value, property) => {
    const factory = (value as DatabaseTls | undefined)?._factory;
    if (factory === undefined || factories.includes(factory)) return [];
    return [notAllowed(property, `DatabaseTls.${factory}`, `${allowed} (${reason})`)];
  };
}
