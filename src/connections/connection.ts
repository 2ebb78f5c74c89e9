// Everything that a provider gives its consumers: variables, the label of consumers, and where traffic goes.
import type { IConstruct } from 'constructs';
import { formatValue } from '../checks/messages';
import { reportErrors } from '../checks/report';
import type { AddressOptions, ConnectionOptions } from './connection-options';
import { planAddressConnection, planEndpointConnection, type ConnectionPlan, type Target } from './connection-plan';
import { clearTextErrors, consumeConnection, type ConsumedConnection } from './consumer';
import { addConsumerLabels, consumerLabelKey } from './consumer-label';
import type { Endpoint } from './endpoint';
import { planRenaming, prefixCheck, urlNameCheck, type Renaming } from './renaming';
import { watchHost } from './service-check';
import { createVariable, distinctByName, undefinedReferenceErrors, type Variable } from './variable';

/** A provider: anything that `uses` accepts. A class of your own with a connection is one too. */
export interface IProvider {
  /** The connection that consumers get. */
  readonly connection: Connection;
}

/**
 * Everything that a provider gives a consumer. A value: each method returns another connection.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export class Connection implements IProvider {
  /**
   * Creates a connection to pods of the cluster.
   * @throws if there is no endpoint
   */
  public static toEndpoint(endpoint: Endpoint, options: ConnectionOptions): Connection {
    return Connection.from(planEndpointConnection(endpoint, options));
  }

  /** Creates a connection to a host outside the cluster. */
  public static toAddress(host: string, port: number, options: AddressOptions): Connection {
    return Connection.from(planAddressConnection(host, port, options));
  }

  private static from({ target, variables, errors }: ConnectionPlan): Connection {
    const { distinct, repeated } = distinctByName(variables);
    const repeatedErrors = repeated.map(
      (name) => `the connection has two variables ${formatValue(name)}. Rename one of them.`,
    );
    return new Connection(target, distinct, [...new Set([...errors, ...repeatedErrors])]);
  }

  private constructor(
    private readonly target: Target,
    private readonly variables: Variable[],
    private readonly errors: string[] = [],
  ) {}

  /** The pods that traffic goes to, if they are in the cluster. */
  public get endpoint(): Endpoint | undefined {
    return this.target.endpoint;
  }

  /** The address ranges that traffic goes to, if they are outside the cluster and known. */
  public get cidrs(): string[] {
    return [...(this.target.address?.cidrs ?? [])];
  }

  /**
   * The label by which the provider's policy allows a pod of another library. Components that declare the provider in
   * `uses` have it.
   */
  public get consumerLabels(): Record<string, string> {
    return addConsumerLabels({}, this.target.endpoint ? [consumerLabelKey(this.target.endpoint)] : []);
  }

  /** Itself: a connection can be used in place of its provider. */
  public get connection(): Connection {
    return this;
  }

  /**
   * Returns the connection under other variable names.
   * @param names new names by old ones; other variables keep their names
   */
  public renamed(names: Record<string, string>): Connection {
    return this.with(planRenaming(names, this.variables));
  }

  /**
   * Returns the connection with a prefix before each variable name, to use several of one kind.
   * @param prefix for example `REPORTS_`
   */
  public prefixed(prefix: string): Connection {
    const errors = prefixCheck(prefix, 'the prefix of Connection.prefixed');
    return this.with({ errors, rename: (name) => (errors.length > 0 ? name : prefix + name) });
  }

  /**
   * Returns the connection with one more variable: its URL. Kubernetes inserts secrets when the container starts, without
   * encoding: a password must consist of characters that URLs allow (`openssl rand -hex 24`).
   * @param name for example `DATABASE_URL`
   */
  public withUrl(name: string): Connection {
    const { url } = this.target;
    const nameErrors = urlNameCheck(name, 'the name of Connection.withUrl');
    if (nameErrors.length > 0) return this.with({ errors: nameErrors });
    if (!url) return this.with({ errors: [`withUrl(${formatValue(name)}) needs a URL. Set url of the provider.`] });
    const errors = undefinedReferenceErrors(url, this.variables);
    const variables = [...this.variables, createVariable(name, { url })];
    return Connection.from({ target: this.target, variables, errors: [...this.errors, ...errors] });
  }

  private with({ errors = [], rename = (name) => name }: Partial<Renaming>): Connection {
    const variables = this.variables.map((variable) => ({ ...variable, name: rename(variable.name) }));
    return Connection.from({ target: this.target, variables, errors: [...this.errors, ...errors] });
  }

  /**
   * Returns the connection without its errors, which the provider reports.
   * @param part the part of the provider in messages, such as one of its databases
   * @internal
   */
  public _reportedBy(provider: IConstruct, part?: string): Connection {
    reportErrors(provider, ...this.errors, ...clearTextErrors(provider, this.target));
    if (this.target.address) watchHost(provider, this.target.address.host);
    return new Connection({ ...this.target, part, clearTextErrors: [], isReported: true }, this.variables);
  }

  /**
   * Returns what a consumer gets.
   * @internal
   */
  public _consumedBy(consumer: IConstruct): ConsumedConnection {
    return consumeConnection(consumer, this.target, this.variables, this.errors);
  }
}
