import { boolean } from '../checks/check';
import { validate, type Checks } from '../checks/declaration';
import type { Endpoint, IRoutable } from '../connections/endpoint';
import { STAND_IN_ENDPOINT } from '../connections/endpoint-checks';
import { checkRoute } from './route-check';

/** Options of a prefix route. */
export interface PrefixOptions {
  /**
   * Whether to remove the prefix before the request reaches the component: `/api/values` arrives as `/values`, `/api` as
   * `/`.
   * @default false
   */
  readonly stripPrefix?: boolean;
}

const PREFIX_CHECKS: Checks<PrefixOptions> = { stripPrefix: boolean };

/**
 * A route from a path to a component.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/routing.md
 */
export class Route {
  /**
   * Routes a path and all paths below it: `/api` matches `/api`, `/api/` and `/api/values`, but not `/apix`.
   * @param path such as `/api`
   * @param to a Client, a Server, or any other object that has an endpoint
   * @throws at synthesis, if `to` has no endpoint, such as a Worker
   */
  public static prefix(path: string, to: IRoutable, options: PrefixOptions = {}): Route {
    const { props, errors } = validate(options, PREFIX_CHECKS, { of: 'Route.prefix' });
    const { stripPrefix = false } = props;
    const { endpoint, pathErrors } = checkRoute('Route.prefix', path, to);
    const nothingToStrip = stripPrefix && path === '/' ? [NOTHING_TO_STRIP] : [];
    return new Route(path, endpoint, false, stripPrefix, [...pathErrors, ...errors, ...nothingToStrip]);
  }

  /**
   * Routes one path, without the paths below it.
   * @param path such as `/robots.txt`
   * @param to a Client, a Server, or any other object that has an endpoint
   * @throws at synthesis, if `to` has no endpoint, such as a Worker
   */
  public static exact(path: string, to: IRoutable): Route {
    const { endpoint, pathErrors } = checkRoute('Route.exact', path, to);
    return new Route(path, endpoint, true, false, pathErrors);
  }

  private constructor(
    /** The declared path. */
    public readonly path: string,
    /** The destination of the requests. */
    public readonly endpoint: Endpoint,
    /** Whether only the path itself matches, not the paths below it. */
    public readonly isExact: boolean,
    /** Whether the prefix is removed before the request reaches the component. */
    public readonly stripPrefix: boolean,
    private readonly errors: string[],
  ) {}

  /**
   * The errors of the path and the options.
   * @internal
   */
  public get _errors(): string[] {
    return this.errors;
  }

  /**
   * Whether the destination has a Service.
   * @internal
   */
  public get _hasEndpoint(): boolean {
    return this.endpoint !== STAND_IN_ENDPOINT;
  }
}

const NOTHING_TO_STRIP =
  'Route.prefix.stripPrefix is true for the path "/", which has no prefix. Leave stripPrefix out.';
