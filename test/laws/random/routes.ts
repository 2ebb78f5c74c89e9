// Random routes.
import { IngressNginxRoutes, Route, Tls, type IRoutable } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { foreignEndpoint } from './providers/custom';
import { existing, locate, type Scene } from './scene';

/** Adds routes for new hosts: a controller serves the paths of a host from one set of routes. */
export function addRoutes(scene: Scene): void {
  const { draw } = scene;
  const { scope, id } = locate(scene, 'IngressNginxRoutes');
  const hosts = [
    draw.at('IngressNginxRoutesProps.hosts[]', `${draw.word()}.example`),
    ...(draw.boolean() ? [`*.${draw.word()}.example`] : []),
  ];
  const isPlain = scene.disposable && draw.boolean();
  new IngressNginxRoutes(scope, id, {
    routes: draw.at('IngressNginxRoutesProps.routes', chooseRoutes(scene, hosts)),
    hosts: draw.at('IngressNginxRoutesProps.hosts', hosts),
    ...(isPlain ? {} : { tls: draw.at('IngressNginxRoutesProps.tls', chooseTls(scene)) }),
  });
}

function chooseRoutes(scene: Scene, hosts: string[]): Route[] {
  const { draw, facts, routables } = scene;
  const targets = routables.length > 0 ? routables : [customRoutable(scene)];
  const newPath = () =>
    draw.pick('', `/${draw.word()}`) + draw.pick(`/${draw.word()}`, `/${draw.word()}/v1.2`, `/~${draw.word()}`);
  const paths = ['/', ...Array.from({ length: draw.integer(0, 3) }, newPath)];
  return paths.map((path) => {
    const { routable, destination } = draw.pick(...targets);
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
  return { routable, destination: `outside ${endpoint.service}:${endpoint.port}` };
}
