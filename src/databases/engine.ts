// The differences between one kind of database and another.
import type { Size } from 'cdk8s';
import type { Checks, Rule } from '../checks/declaration';
import type { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import type { ConnectionOptions } from '../connections/connection-options';
import type { Storage } from '../storage/storage';
import type { EnginePlan } from './database-plan';
import type { DatabaseProps } from './database-props';

/** The properties that every engine has, with documentation and defaults of its own. */
export interface EngineProps extends DatabaseProps {
  readonly image?: string;
  readonly memory?: Size;
  readonly storage?: Storage;
  readonly password?: Password;
}

/** The differences between one kind of database and another. */
export interface Engine {
  /** The label `app.kubernetes.io/component`. */
  readonly role: string;
  /** The name and number of the port, of the container and of the Service. */
  readonly port: { readonly name: string; readonly containerPort: number };
  /** The key of the password in a Secret that the stack creates. */
  readonly passwordKey: string;
  readonly checks: Checks<EngineProps>;
  /** The values of properties that a declaration omits. */
  readonly defaults: { image: string; memory: Size; storage?: Storage; password?: Password };
  /** A rule about several properties. */
  rule?(...rule: Parameters<Rule<EngineProps>>): ReturnType<Rule<EngineProps>>;
  /** Returns what the container runs. Each engine receives the properties that it checks. */
  plan(props: EngineProps, memory: Size, passwords: SecretKey[]): EnginePlan;
  /** Returns the variables of consumers. */
  connection(props: EngineProps, password?: SecretKey): ConnectionOptions;
  /** Returns further accounts of the server, if it can have several. */
  accounts?(props: EngineProps): Account[];
}

/** A further account of a server: its password, and the variables of its consumers. */
export interface Account {
  readonly name: string;
  readonly password: Password;
  connection(password?: SecretKey): ConnectionOptions;
}
