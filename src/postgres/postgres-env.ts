import type { k8s, Plain } from '../../imports/k8s';
import type { SecretKey } from '../configuration/object-key';
import { secretVariable } from '../connections/variable';
import { accessOf, type PostgresAccessProps } from './postgres-access';
import { SUPERUSER } from './owned-database';
import { DATA_FOLDER } from './postgres-start';

/** The variables of the official image. */
export function renderEnv(props: PostgresAccessProps, passwords: SecretKey[]): Plain<k8s.EnvVar>[] {
  return [
    { name: 'POSTGRES_DB', value: accessOf(props).database },
    { name: 'POSTGRES_USER', value: SUPERUSER },
    ...passwords.map((password, index) => secretVariable(passwordVariable(index), password)),
    { name: 'PGDATA', value: DATA_FOLDER },
  ];
}

/** The variable of the password of a database's user. */
export function passwordVariable(index: number): string {
  return index === 0 ? 'POSTGRES_PASSWORD' : `POSTGRES_PASSWORD_${index}`;
}
