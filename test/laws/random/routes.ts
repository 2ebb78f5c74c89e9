// Random routes.
import { IngressNginxRoutes, Route, Tls, type IRoutable } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { foreignEndpoint, podTarget } from './providers/custom';
import { existing, locate, type Scene } from './scene';
import type { Target } from './traffic';

/** Adds routes for new hosts: a controller serves the paths of a host from one set of routes. */
export function addRoutes(scene: Scene): void {
  const { draw } = scene;
  const { scope, id } = locate(scene, 'IngressNginxRoutes');
  const hosts = [
    draw.at('IngressNginxRoutesProps.hosts[]', `${draw.word()}.example`),
    ...(draw.boolean() ? [`*.${draw.word()}.example`] : []),
  ];
  const isPlain = scene.disposable && draw.boolean();
  const routes = draw.at('IngressNginxRoutesProps.routes', chooseRoutes(scene, hosts));
  const tls = isPlain ? undefined : draw.at('IngressNginxRoutesProps.tls', chooseTls(scene));
  if (tls?.secretName !== undefined) scene.facts.admitted.push({ namespace: scene.namespace, target: SOLVER });
  new IngressNginxRoutes(scope, id, {
    routes,
    hosts: draw.at('IngressNginxRoutesProps.hosts', hosts),
    ...(tls && { tls }),
  });
}

/** The pods by which cert-manager answers HTTP-01 challenges. */
const SOLVER: Target = {
  pod: { labels: { 'acme.cert-manager.io/http01-solver': 'true' } },
  ...{ ports: [8089], protocol: 'TCP' },
};

function chooseRoutes(scene: Scene, hosts: string[]): Route[] {
  const { draw, facts, namespace, routables } = scene;
  const targets = routables.length > 0 ? routables : [customRoutable(scene)];
  const newPath = () =>
    draw.pick('', `/${draw.word()}`) + draw.pick(`/${draw.word()}`, `/${draw.word()}/v1.2`, `/~${draw.word()}`);
  const paths = ['/', ...Array.from({ length: draw.integer(0, 3) }, newPath)];
  return paths.map((path) => {
    const { routable, destination, target } = draw.pick(...targets);
    if (target) facts.admitted.push({ namespace, target });
    hosts.forEach((host) => facts.routes.set(`${host}${path}`, destination));
    return route(draw, path, routable);
  });
}

function route(draw: Draw, path: string, to: IRoutable): Route {
  if (draw.boolean()) return Route.exact(draw.at('Route.exact.path', path), draw.at('Route.exact.to', to));
  const stripPrefix = path === '/' ? false : draw.at('PrefixOptions.stripPrefix', draw.boolean());
  return Route.prefix(draw.at('Route.prefix.path', path), draw.at('Route.prefix.to', to), { stripPrefix });
}

function chooseTls(scene: Scene): Tls {
  const { draw } = scene;
  const secret = () => Tls.secret(draw.at('Tls.secret.secretName', existing(scene, 'Secret', draw.word())));
  const controllerCertificate = () => draw.at('Tls.controllerCertificate', Tls.controllerCertificate());
  const none = () => draw.at('Tls.none', Tls.none());
  return draw.pick(secret, controllerCertificate, none)();
}

/** A destination of a class that is not the library's: a Service that is not part of the app. */
function customRoutable(scene: Scene): Scene['routables'][number] {
  const endpoint = foreignEndpoint(scene);
  const routable = { endpoint: scene.draw.at('IRoutable.endpoint', endpoint) };
  return { routable, target: podTarget(scene, endpoint), destination: `outside ${endpoint.service}:${endpoint.port}` };
}
