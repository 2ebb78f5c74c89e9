import type { SecretKey } from '../configuration/object-key';

/** What a connection gives besides traffic. */
export interface ConnectionOptions {
  /** The variable that holds the host name. */
  readonly hostVariable: string;
  /** The variable that holds the port. */
  readonly portVariable: string;
  /**
   * More variables, with their values.
   * @default - none
   */
  readonly variables?: Record<string, string>;
  /**
   * More variables, each from a key of a Secret.
   * @default - none
   */
  readonly secrets?: Record<string, SecretKey>;
  /**
   * How all of it reads as one URL, in terms of the variables: `amqp://$(AMQP_USER):$(AMQP_PASSWORD)@$(AMQP_HOST)`.
   * @default - no URL
   */
  readonly url?: string;
}

/** Options of a connection to an address outside the stack. */
export interface AddressOptions extends ConnectionOptions {
  /**
   * The address ranges that the host lives in, in CIDR notation.
   * @default - not known: its users may connect to any address, on its port
   */
  readonly cidrs?: string[];
}
