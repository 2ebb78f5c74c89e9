// What a provider hands to whoever uses it: variables, the label that marks a consumer, and where traffic goes.
import { consumerLabels, type Given } from './consumer';
import { givenVariables, type AddressOptions, type ConnectionOptions } from './connection-options';
import type { Endpoint } from './endpoint';
import { shown } from './mistake';
import { keyMistakesOf, rendered, undefinedReferences, variable, type Variable } from './variable';

/** Whatever can be named in `uses`. A class of your own that has a connection takes part like those of the library. */
export interface IProvider {
  /** What a consumer is given. */
  readonly connection: Connection;
}

/** All that a provider gives to a consumer. A value: each method answers with another connection. */
export class Connection implements IProvider {
  /** A connection to pods of the cluster. */
  public static toEndpoint(endpoint: Endpoint, options: ConnectionOptions): Connection {
    return new Connection({ name: endpoint.service, endpoint, url: options.url }, [
      variable(options.hostVariable, { endpoint }),
      variable(options.portVariable, { literal: String(endpoint.port) }),
      ...givenVariables(options),
    ]);
  }

  /** A connection to a host that is no component of the library's. */
  public static toAddress(host: string, port: number, options: AddressOptions): Connection {
    return new Connection({ name: host, cidrs: options.cidrs, url: options.url }, [
      variable(options.hostVariable, { literal: host }),
      variable(options.portVariable, { literal: String(port) }),
      ...givenVariables(options),
    ]);
  }

  private constructor(
    private readonly target: Target,
    private readonly variables: Variable[],
    private readonly mistakes: string[] = [],
  ) {}

  /** The pods that traffic goes to, where they are pods of the cluster. */
  public get endpoint(): Endpoint | undefined {
    return this.target.endpoint;
  }

  /** The address ranges that traffic goes to, where they are outside. */
  public get cidrs(): string[] {
    return this.target.cidrs ?? [];
  }

  /** Itself: a connection can stand wherever a provider can. */
  public get connection(): Connection {
    return this;
  }

  /**
   * The same connection under the variable names that one consumer's image wants.
   * @param names new names by old ones; a variable that is not named keeps its name
   */
  public renamed(names: Record<string, string>): Connection {
    const known = this.variables.map(({ name }) => name);
    const unknown = Object.keys(names).filter((name) => !known.includes(name));
    const mistakes = unknown.map(
      (name) => `there is no variable ${shown(name)} to rename: the connection has ${known.join(', ')}`,
    );
    return this.with({ mistakes, rename: (name) => (Object.hasOwn(names, name) ? names[name] : name) });
  }

  /**
   * The same connection with a prefix before each variable's name: for two of a kind.
   * @param prefix for example `REPORTS_`
   */
  public prefixed(prefix: string): Connection {
    return this.with({ rename: (name) => prefix + name });
  }

  /**
   * The same connection with one more variable, which holds all of it as a URL. Kubernetes puts the secrets in when
   * the container starts, as they are: a password must consist of characters that a URL takes (`openssl rand -hex 24`).
   * @param name for example `DATABASE_URL`
   */
  public withUrl(name: string): Connection {
    const { url } = this.target;
    if (!url)
      return this.with({ mistakes: [`there is no URL for ${shown(name)}: the provider gives none; set its url`] });
    const mistakes = undefinedReferences(url, this.variables);
    return new Connection(this.target, [...this.variables, variable(name, { url })], [...this.mistakes, ...mistakes]);
  }

  private with(change: { mistakes?: string[]; rename?: (name: string) => string }): Connection {
    const { mistakes = [], rename = (name) => name } = change;
    const variables = this.variables.map((each) => ({ ...each, name: rename(each.name) }));
    return new Connection(this.target, variables, [...this.mistakes, ...mistakes]);
  }

  /**
   * What a consumer in a namespace is given.
   * @internal
   */
  public _given(namespace?: string): Given {
    return {
      from: this.target.name,
      variables: rendered(this.variables, namespace),
      consumerLabels: consumerLabels(this.endpoint),
      mistakes: [...this.mistakes, ...this.variables.flatMap(({ value }) => keyMistakesOf(value, namespace))],
    };
  }
}

interface Target {
  /** What a message calls it. */
  readonly name: string;
  readonly endpoint?: Endpoint;
  readonly cidrs?: string[];
  readonly url?: string;
}
