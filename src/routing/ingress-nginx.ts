import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { createIdentity, type Identity } from '../identity/identity';
import { createIngress } from '../kubernetes/ingress';
import { Platform } from '../platform/platform';
import { createControllerPolicies } from './controller-policies';
import { destinationErrors } from './destinations';
import { hostConflictErrors } from './host-conflicts';
import { INGRESS_NGINX_ROUTES_CHECKS, type IngressNginxRoutesProps } from './ingress-nginx-props';
import { needRegex, renderRegex } from './path';
import { pathConflictErrors } from './path-conflicts';
import type { Route } from './route';
import { tlsErrors } from './tls-errors';

export type { IngressNginxRoutesProps } from './ingress-nginx-props';

/**
 * Routes through ingress-nginx: an Ingress for plain paths, and one for paths whose prefix is stripped.
 *
 * If a prefix is stripped, or a path contains `.` or `~`, the controller reads every path of the host, in every Ingress,
 * as a regular expression that ignores case. All paths are then written as equivalent expressions.
 *
 * The controller retries a request that a pod refuses, breaks off or does not answer: six tries in all, the last of
 * which starts within ten seconds. It retries a POST or PATCH only if no pod was sent any of it. Annotations of the API objects
 * set these numbers, and can be changed.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/routing.md
 * @see https://kubernetes.github.io/ingress-nginx/examples/rewrite/
 */
export class IngressNginxRoutes extends Construct {
  /** The Ingress of the plain paths, if there are any. */
  public readonly plain?: ApiObject;
  /** The Ingress of the paths whose prefix is stripped, if there are any. */
  public readonly stripped?: ApiObject;
  /** All Ingresses of these routes: at least one. Annotations of all of them reach every path. */
  public readonly ingresses: ApiObject[];
  /** The NetworkPolicies that admit the controller to the routed components, by the names of their Services. */
  public readonly networkPolicies: Record<string, ApiObject>;

  constructor(scope: Construct, id: string, props: IngressNginxRoutesProps) {
    super(scope, checkedId(scope, id, new.target.name));
    const identity = createIdentity(this, id, 'routes');
    const declaration = validateProps(this, props, INGRESS_NGINX_ROUTES_CHECKS);
    const routes = validRoutes(this, declaration, props?.hosts === undefined);
    const [stripped, plain] = [true, false].map((strip) => routes.filter((route) => route.stripPrefix === strip));
    reportErrors(this, ...tlsErrors(this, props));
    if (plain.length > 0) this.plain = createPlainIngress(this, identity, declaration, plain);
    if (stripped.length > 0) this.stripped = createStrippedIngress(this, identity, declaration, stripped);
    this.ingresses = [this.plain, this.stripped].filter((ingress) => ingress !== undefined);
    this.networkPolicies = createControllerPolicies(this, identity, declaration);
  }
}

/** Returns the routes without errors of their own, and reports all errors. */
function validRoutes(
  component: Construct,
  { routes = [], hosts = [], tls }: IngressNginxRoutesProps,
  isForAnyHost: boolean,
): Route[] {
  const valid = routes.filter(({ _errors: errors }) => errors.length === 0);
  reportErrors(
    component,
    ...routes.flatMap(({ _errors: errors }) => errors),
    ...routes.flatMap((route) => destinationErrors(component, route)),
    ...pathConflictErrors(valid),
    ...(tls?._errors ?? []),
    ...hostConflictErrors(component, valid, isForAnyHost ? [''] : hosts),
  );
  return valid;
}

type Path = Plain<k8s.HttpIngressPath>;

function createPlainIngress(
  scope: Construct,
  { name, labels }: Identity,
  props: IngressNginxRoutesProps,
  routes: Route[],
): ApiObject {
  const regex = needRegex(props.routes);
  const annotations = regex && routes.some((route) => renderRegex(route) !== '/') ? { ...RETRY, ...USE_REGEX } : RETRY;
  const paths = routes.map((route) => (regex ? regexPath(route) : literalPath(route)));
  return createIngress(scope, 'Plain', { name, labels, annotations }, renderSpec(scope, props, paths));
}

function createStrippedIngress(
  scope: Construct,
  { name, labels }: Identity,
  props: IngressNginxRoutesProps,
  routes: Route[],
): ApiObject {
  const annotations = { ...RETRY, ...USE_REGEX, 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' };
  const metadata = { name: `${name}-stripped`, labels, annotations };
  return createIngress(scope, 'Stripped', metadata, renderSpec(scope, props, routes.map(regexPath)));
}

/** The number of tries, and the seconds after which no further try starts: docs/decisions/0018-retries.md. */
const RETRY = {
  'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': '6',
  'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': '10',
};

const USE_REGEX = { 'nginx.ingress.kubernetes.io/use-regex': 'true' };

function literalPath(route: Route): Path {
  return { path: route.path, pathType: route.isExact ? 'Exact' : 'Prefix', backend: backend(route) };
}

function regexPath(route: Route): Path {
  const path = renderRegex(route);
  return { path, pathType: path === '/' ? 'Prefix' : 'ImplementationSpecific', backend: backend(route) };
}

function backend({ endpoint }: Route): Plain<k8s.IngressBackend> {
  return { service: { name: endpoint.service, port: { number: endpoint.port } } };
}

function renderSpec(scope: Construct, { hosts, tls }: IngressNginxRoutesProps, paths: Path[]): Plain<k8s.IngressSpec> {
  const everyHost = hosts ?? [undefined];
  return {
    ingressClassName: Platform.of(scope).ingressClass,
    rules: everyHost.map((host) => ({ host, http: { paths } })),
    tls: tls?.isAtController ? [{ hosts, secretName: tls.secretName }] : undefined,
  };
}
