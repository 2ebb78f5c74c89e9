// Random routes.
import { type IRoutable, IngressNginxRoutes, Route, Tls } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { foreignEndpoint } from './own-providers';
import { type Scene, outside, place } from './scene';
import type { RandomApp } from './stacks';

/** Hosts are used once in the app: a controller takes a path of a host once. */
export function addRoutes(scene: Scene, declared: RandomApp): void {
  const { d } = scene;
  const { scope, id } = place(scene, 'IngressNginxRoutes');
  const targets = scene.routables.length > 0 ? scene.routables : [own(scene)];
  const hosts = [
    d.at('IngressNginxRoutesProps.hosts[]', `${d.word()}.example`),
    ...(d.maybe() ? [`*.${d.word()}.example`] : []),
  ];
  const path = () => d.one('', `/${d.word()}`) + d.one(`/${d.word()}`, `/${d.word()}/v1.2`, `/~${d.word()}`);
  const routes = ['/', ...Array.from({ length: d.whole(0, 3) }, path)].map((each) => {
    const { routable, leadsTo } = d.one(...targets);
    hosts.forEach((host) => declared.routes.set(`${host}${each}`, leadsTo));
    declared.routed.add(leadsTo);
    return route(d, each, routable);
  });
  const props = {
    routes: d.at('IngressNginxRoutesProps.routes', routes),
    hosts: d.at('IngressNginxRoutesProps.hosts', hosts),
  };
  const made = new IngressNginxRoutes(scope, id, {
    ...props,
    ...(scene.disposable && d.maybe()
      ? {}
      : { tls: d.at('IngressNginxRoutesProps.tls', d.one(certificate, ownCertificate, plain)(scene)) }),
  });
  declared.exposed.push(...[made.plain, made.stripped].filter((object) => object !== undefined));
  declared.exposed.push(...Object.values(made.networkPolicies));
}

function certificate(scene: Scene): Tls {
  return Tls.secret(scene.d.at('Tls.secret.secretName', outside(scene)('Secret', scene.d.word())));
}

function ownCertificate({ d }: Scene): Tls {
  return d.at('Tls.controllerCertificate', Tls.controllerCertificate());
}

function plain({ d }: Scene): Tls {
  return d.at('Tls.none', Tls.none());
}

/** A class of one's own, which leads to a Service that is there already. */
function own(scene: Scene): Scene['routables'][number] {
  const endpoint = foreignEndpoint(scene);
  const routable = { endpoint: scene.d.at('IRoutable.endpoint', endpoint) };
  return { routable, leadsTo: `outside ${endpoint.service}:${endpoint.port}` };
}

function route(d: Draw, path: string, to: IRoutable): Route {
  if (d.maybe()) return Route.exact(d.at('Route.exact.path', path), d.at('Route.exact.to', to));
  const stripPrefix = path === '/' ? false : d.at('PrefixOptions.stripPrefix', d.maybe());
  return Route.prefix(d.at('Route.prefix.path', path), d.at('Route.prefix.to', to), { stripPrefix });
}
