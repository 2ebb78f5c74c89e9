import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../platform/platform';
import { shown } from '../checks/messages';
import { Registry } from '../identity/registry';
import { areExpressions } from './path';
import type { Route } from './route';

interface Routed {
  readonly component: Construct;
  readonly routes: Route[];
}

/** The routes of each host, in the order in which they were declared. */
const routed = new Registry<Routed[]>();

/**
 * What is wrong with hosts that other routes of the app have, of the same controller. It reads all paths of a host in one
 * way and in one order, whichever Ingress they stand in: it takes one set of routes to see to that. Of two charts each
 * needs its own, since an Ingress reaches only its own namespace: they may share a host where none of its paths is an
 * expression, and none is routed twice.
 */
export function hostsRoutedElsewhere(component: Construct, routes: Route[], hosts: string[] = ['']): string[] {
  const { ingressClass } = Platform.of(component);
  return [...new Set(hosts)].flatMap((host) => {
    const mine = { component, routes };
    const all = routed.other(component, `${ingressClass}\n${host}`, [mine]) ?? [];
    const found = all.map((other) => sharedMistake(mine, other)).find((mistake) => mistake !== undefined);
    all.push(mine);
    return found === undefined ? [] : [`${host === '' ? 'every host' : `the host ${shown(host)}`} ${found}`];
  });
}

function sharedMistake(mine: Routed, other: Routed): string | undefined {
  const { path } = other.component.node;
  if (Chart.of(mine.component) === Chart.of(other.component)) {
    return `already has routes in ${path}; put all routes of a host into one IngressNginxRoutes`;
  }
  if (areExpressions([...mine.routes, ...other.routes])) {
    return (
      `already has routes in ${path}, and beside a stripped prefix, or a path with . or ~, all paths of a host are read as ` +
      'expressions; give each stack a host of its own'
    );
  }
  const twice = mine.routes.find((route) =>
    other.routes.some((each) => each.path === route.path && each.isExact === route.isExact),
  );
  return (
    twice && `already has the path ${shown(twice.path)} in ${path}; leave one out, or give each stack a host of its own`
  );
}
