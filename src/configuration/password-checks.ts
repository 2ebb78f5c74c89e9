// Which passwords a database accepts.
import type { Construct } from 'constructs';
import { inOrder, withMember } from '../checks/check';
import { notAllowed } from '../checks/messages';
import { Platform } from '../platform/platform';
import type { Password } from './password';

/** Accepts passwords, and Password.none(). */
export const PASSWORD_CHECK = withMember(
  '_reference',
  "a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD')",
);

/** Accepts passwords, of a database that requires one. */
export const REQUIRED_PASSWORD_CHECK = inOrder(PASSWORD_CHECK, (value, property) =>
  (value as Password | undefined)?._isNone
    ? [notAllowed(property, 'Password.none()', 'Password.fromSecret(name, key) (the database requires a password)')]
    : [],
);

/** Returns the error of a database without a password that does not say so. */
export function passwordErrors(component: Construct, declared: Password | undefined): string[] {
  return declared === undefined && !Platform.of(component).disposable ? [NOT_SET] : [];
}

const NOT_SET =
  'password is not set; only disposable platforms, such as Platform.minikube() and Platform.kind(), default to none. ' +
  'Set it to Password.fromSecret(name, key), or to Password.none() if every pod that reaches the port may use it.';
