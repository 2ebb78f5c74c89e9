import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { ingress } from '../kubernetes/ingress';
import { Platform } from '../platform/platform';
import { identify, type Identity } from '../identity/identity';
import { listOf, made, required, text } from '../checks/check';
import { report } from '../checks/messages';
import { declared, type Shape } from '../checks/declaration';
import { areExpressions, expression } from './path';
import { admissions } from './admissions';
import type { Route } from './route';
import type { Tls } from './tls';
import { hostsRoutedElsewhere } from './routed-hosts';
import { routesMistakes, tlsMistake } from './routes-checks';

/** Which requests from outside go where. */
export interface IngressNginxRoutesProps {
  /** The routes. Of two that take a request the one with the longer path has it, and exact before prefix. */
  readonly routes: Route[];
  /**
   * The host names that requests are for.
   * @default - any
   */
  readonly hosts?: string[];
  /**
   * Where requests are decrypted. On a platform that is not thrown away it has to be said.
   * @default - nowhere: HTTP
   */
  readonly tls?: Tls;
}

const INGRESS_NGINX_ROUTES: Shape<IngressNginxRoutesProps> = {
  routes: required(
    listOf(made('isExact', "a Route, such as Route.prefix('/', client)"), 'routes'),
    'name at least one',
  ),
  hosts: listOf(text, 'host names'),
  tls: made('_tlsMistakes', "a Tls, such as Tls.secret('shop-tls')"),
};

/**
 * Routes by ingress-nginx: one Ingress for plain paths, and one for paths whose prefix is stripped.
 *
 * Where a prefix is stripped, or a path has a `.` or `~`, the controller reads every path of the host as a regular
 * expression that ignores case, whichever Ingress it stands in. All paths are then written as expressions that say the
 * same.
 *
 * A request that a pod refuses, breaks off or does not answer is tried again, six times in all; a POST or PATCH only while no
 * pod was sent any of it. After ten seconds no further try begins. Annotations of the API objects say so, and can be changed.
 * @see https://kubernetes.github.io/ingress-nginx/examples/rewrite/
 */
export class IngressNginxRoutes extends Construct {
  /** The Ingress of the plain paths, where there are any. */
  public readonly plain?: ApiObject;
  /** The Ingress of the paths whose prefix is stripped, where there are any. */
  public readonly stripped?: ApiObject;
  /** The NetworkPolicies that let the controller to the components that are routed to, by the names of their Services. */
  public readonly networkPolicies: Record<string, ApiObject>;

  constructor(scope: Construct, id: string, props: IngressNginxRoutesProps) {
    super(scope, id);
    const identity = identify(this, id, 'routes');
    const declaration = declared(this, props, INGRESS_NGINX_ROUTES);
    const { routes = [], hosts } = declaration;
    const [stripped, plain] = [true, false].map((strip) => routes.filter((route) => route.stripPrefix === strip));
    if (props?.tls === undefined) report(this, tlsMistake(this));
    report(this, ...routesMistakes(this, declaration), ...hostsRoutedElsewhere(this, routes, hosts));
    if (plain.length > 0) this.plain = plainIngress(this, identity, declaration, plain);
    if (stripped.length > 0) this.stripped = strippedIngress(this, identity, declaration, stripped);
    this.networkPolicies = admissions(this, identity, routes);
  }
}

type Path = Plain<k8s.HttpIngressPath>;

function plainIngress(
  scope: Construct,
  { name, labels }: Identity,
  props: IngressNginxRoutesProps,
  routes: Route[],
): ApiObject {
  const regex = areExpressions(props.routes);
  const annotations =
    regex && routes.some((route) => expression(route) !== '/') ? { ...TRY_OTHERS, ...USE_REGEX } : TRY_OTHERS;
  const paths = routes.map((route) => (regex ? regexPath(route) : literalPath(route)));
  return ingress(scope, 'Plain', { name, labels, annotations }, spec(scope, props, paths));
}

function strippedIngress(
  scope: Construct,
  { name, labels }: Identity,
  props: IngressNginxRoutesProps,
  routes: Route[],
): ApiObject {
  const annotations = { ...TRY_OTHERS, ...USE_REGEX, 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' };
  const metadata = { name: `${name}-stripped`, labels, annotations };
  return ingress(scope, 'Stripped', metadata, spec(scope, props, routes.map(regexPath)));
}

/** How often a request is tried, and after how many seconds no further try begins: docs/decisions/0018-retries.md. */
const TRY_OTHERS = {
  'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': '6',
  'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': '10',
};

const USE_REGEX = { 'nginx.ingress.kubernetes.io/use-regex': 'true' };

function literalPath(route: Route): Path {
  return { path: route.path, pathType: route.isExact ? 'Exact' : 'Prefix', backend: backend(route) };
}

function regexPath(route: Route): Path {
  const path = expression(route);
  return { path, pathType: path === '/' ? 'Prefix' : 'ImplementationSpecific', backend: backend(route) };
}

function backend({ endpoint }: Route): Plain<k8s.IngressBackend> {
  return { service: { name: endpoint.service, port: { number: endpoint.port } } };
}

function spec(scope: Construct, { hosts, tls }: IngressNginxRoutesProps, paths: Path[]): Plain<k8s.IngressSpec> {
  const everyHost = hosts ?? [undefined];
  return {
    ingressClassName: Platform.of(scope).ingressClass,
    rules: everyHost.map((host) => ({ host, http: { paths } })),
    tls: tls?.isAtController ? [{ hosts, secretName: tls.secretName }] : undefined,
  };
}
