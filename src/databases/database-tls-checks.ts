import { required, withMember } from '../checks/check';

/** Accepts the encryption of a database outside the stack, which has to be stated. */
export const EXTERNAL_TLS_CHECK = required(
  withMember('isVerified', 'a DatabaseTls, such as DatabaseTls.publicCa()'),
  "Set it to DatabaseTls.verified(ca) with the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt'), to " +
    'DatabaseTls.publicCa(), or to DatabaseTls.none() if connections are not encrypted',
);
