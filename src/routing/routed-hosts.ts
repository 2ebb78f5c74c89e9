import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { shown } from '../wiring/mistake';

/** The routes of each chart by their host. */
const routed = new WeakMap<Chart, Map<string | undefined, Construct>>();

/**
 * What is wrong with hosts that another set of routes in the chart has. The controller reads all paths of a host in one
 * way and in one order, whichever Ingress they stand in: it takes one set to see to that.
 */
export function hostsRoutedElsewhere(
  routes: Construct,
  { hosts = [undefined] }: { hosts?: (string | undefined)[] },
): string[] {
  const chart = Chart.of(routes);
  const known = routed.get(chart) ?? new Map<string | undefined, Construct>();
  routed.set(chart, known);
  const elsewhere = hosts.flatMap((host) => {
    const other = known.get(host);
    if (!other) known.set(host, routes);
    return other && other !== routes ? [{ host, path: other.node.path }] : [];
  });
  return elsewhere.map(({ host, path }) => {
    const what = host === undefined ? 'every host' : `the host ${shown(host)}`;
    return `${what} already has routes in ${path}; put all routes of a host into one IngressNginxRoutes`;
  });
}
