// What a provider hands to whoever uses it: variables, the label that marks a consumer, and where traffic goes.
import type { IConstruct } from 'constructs';
import { consumerLabel, labelled } from './consumer-label';
import { givenTo, type Given } from './consumer';
import type { AddressOptions, ConnectionOptions } from './connection-options';
import { partsToAddress, partsToEndpoint, type ConnectionParts, type Target } from './connection-parts';
import type { Endpoint } from './endpoint';
import { texts } from '../checks/check';
import { report, shown } from '../checks/messages';
import { byName, prefixMistakes, undefinedReferences, variable, type Variable } from './variable';

/** Whatever can be named in `uses`. A class of your own that has a connection takes part like those of the library. */
export interface IProvider {
  /** What a consumer is given. */
  readonly connection: Connection;
}

/** All that a provider gives to a consumer. A value: each method answers with another connection. */
export class Connection implements IProvider {
  /**
   * A connection to pods of the cluster.
   * @throws where there is no endpoint
   */
  public static toEndpoint(endpoint: Endpoint, options: ConnectionOptions): Connection {
    return Connection.from(partsToEndpoint(endpoint, options));
  }

  /** A connection to a host that is no component of the library's. */
  public static toAddress(host: string, port: number, options: AddressOptions): Connection {
    return Connection.from(partsToAddress(host, port, options));
  }

  private static from({ target, variables, mistakes }: ConnectionParts): Connection {
    const { distinct, repeated } = byName(variables);
    const twice = repeated.map(
      (name) => `the connection has two variables ${shown(name)}; choose another name for one`,
    );
    return new Connection(target, distinct, [...mistakes, ...twice]);
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
    return this.target.address?.cidrs ?? [];
  }

  /**
   * The label that a pod of another library bears so that the provider's policy lets it in. Components that name the
   * provider in `uses` bear it.
   */
  public get consumerLabels(): Record<string, string> {
    return labelled({}, this.target.endpoint ? [consumerLabel(this.target.endpoint)] : []);
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
    const { props: given, mistakes } = texts(names, 'the new names');
    const unknown = Object.keys(given).filter((name) => !known.includes(name));
    const missing = unknown.map(
      (name) => `there is no variable ${shown(name)} to rename: the connection has ${known.join(', ')}`,
    );
    const rename = (name: string) => (Object.hasOwn(given, name) ? given[name] : name);
    return this.with({ mistakes: [...mistakes, ...missing], rename });
  }

  /**
   * The same connection with a prefix before each variable's name: for two of a kind.
   * @param prefix for example `REPORTS_`
   */
  public prefixed(prefix: string): Connection {
    const mistakes = prefixMistakes(prefix);
    return this.with({ mistakes, rename: (name) => (mistakes.length > 0 ? name : prefix + name) });
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
    const variables = [...this.variables, variable(name, { url })];
    return Connection.from({ target: this.target, variables, mistakes: [...this.mistakes, ...mistakes] });
  }

  private with(change: { mistakes?: string[]; rename?: (name: string) => string }): Connection {
    const { mistakes = [], rename = (name) => name } = change;
    const variables = this.variables.map((each) => ({ ...each, name: rename(each.name) }));
    return Connection.from({ target: this.target, variables, mistakes: [...this.mistakes, ...mistakes] });
  }

  /**
   * The same, once what is wrong with it is reported by the component that it leads to.
   * @internal
   */
  public _reportedBy(provider: IConstruct): Connection {
    report(provider, ...this.mistakes);
    return new Connection(this.target, this.variables);
  }

  /**
   * What a consumer is given.
   * @internal
   */
  public _given(consumer: IConstruct): Given {
    return givenTo(consumer, this.target, this.variables, this.mistakes);
  }
}
