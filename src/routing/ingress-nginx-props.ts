import { inOrder, withMember, listOf, notEmpty, required } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { listLike } from '../checks/shapes';
import { hosts } from './hosts';
import type { Route } from './route';
import type { Tls } from './tls';

/** Properties of routes from outside the cluster to components. */
export interface IngressNginxRoutesProps {
  /** The routes. If two match a request, the longer path wins, and an exact path wins over a prefix. */
  readonly routes: Route[];
  /**
   * The hosts that requests are for.
   * @default - any host
   */
  readonly hosts?: string[];
  /**
   * The place where HTTPS requests are decrypted. Required unless the platform is disposable.
   * @default - plain HTTP
   */
  readonly tls?: Tls;
}

const ADD_ROUTE = "Add a route, such as Route.prefix('/', client)";
const ROUTE = "a Route, such as Route.prefix('/', client)";
const TLS = "a Tls, such as Tls.secret('shop-tls')";

const route = inOrder(withMember('isExact', ROUTE), withMember('_errors', ROUTE));

export const INGRESS_NGINX_ROUTES_CHECKS: Checks<IngressNginxRoutesProps> = {
  routes: required(
    inOrder(listLike(route, 'routes', "[Route.prefix('/', web)]"), listOf(route, 'routes'), notEmpty(ADD_ROUTE)),
    ADD_ROUTE,
  ),
  hosts,
  tls: inOrder(withMember('isAtController', TLS), withMember('_errors', TLS)),
};
