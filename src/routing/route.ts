import type { Endpoint, IRoutable } from '../connections/endpoint';
import { flag } from '../checks/check';
import { called, shown } from '../checks/messages';
import { pathMistake } from './path';
import { shaped, type Shape } from '../checks/declaration';

/** How a prefix is routed. */
export interface PrefixOptions {
  /**
   * Whether the component sees the path without the prefix: `/api/values` arrives as `/values`, `/api` as `/`.
   * @default false
   */
  readonly stripPrefix?: boolean;
}

const PREFIX: Shape<PrefixOptions> = { stripPrefix: flag };

/** Which requests go to which component. */
export class Route {
  /**
   * A path and everything below it: `/api` takes `/api`, `/api/` and `/api/values`, not `/apix`.
   * @param path for example `/api`
   * @param to a Client, a Server, or whatever else has an endpoint
   * @throws where `to` has no endpoint, as a Worker has none
   */
  public static prefix(path: string, to: IRoutable, options: PrefixOptions = {}): Route {
    const { props, mistakes } = shaped(options, PREFIX, { of: 'Route.prefix' });
    const { path: text, mistakes: wrong } = readable(path);
    return new Route(text, destination(path, to), false, props.stripPrefix ?? false, [...wrong, ...mistakes]);
  }

  /**
   * One path, and nothing below it.
   * @param path for example `/robots.txt`
   * @param to a Client, a Server, or whatever else has an endpoint
   * @throws where `to` has no endpoint, as a Worker has none
   */
  public static exact(path: string, to: IRoutable): Route {
    const { path: text, mistakes } = readable(path);
    return new Route(text, destination(path, to), true, false, mistakes);
  }

  private constructor(
    /** The path as it was written. */
    public readonly path: string,
    /** Where the requests go. */
    public readonly endpoint: Endpoint,
    /** Whether nothing below the path is meant. */
    public readonly isExact: boolean,
    /** Whether the component sees the path without the prefix. */
    public readonly stripPrefix: boolean,
    private readonly mistakes: string[] = [],
  ) {}

  /**
   * What is wrong with how it was said.
   * @internal
   */
  public get _mistakes(): string[] {
    return this.mistakes;
  }
}

/** From JavaScript anything can be passed; what is no text is reported, and `/` stands in for it. */
function readable(path: string): { path: string; mistakes: string[] } {
  return typeof path === 'string' ? { path, mistakes: [] } : { path: '/', mistakes: [pathMistake(path)!] };
}

function destination(path: string, to: IRoutable): Endpoint {
  const endpoint: Endpoint | undefined = to?.endpoint;
  if (endpoint) return endpoint;
  throw new Error(
    `${called(to)}: cannot be routed to from ${shown(path)}: it has no Service; route to a Client or a Server`,
  );
}
