import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { shown } from '../wiring/mistake';
import { Registry } from '../wiring/registry';

/** The routes of each host of a chart. */
const routed = new Registry<Construct>();

/**
 * What is wrong with hosts that another set of routes in the chart has. The controller reads all paths of a host in one
 * way and in one order, whichever Ingress they stand in: it takes one set to see to that.
 */
export function hostsRoutedElsewhere(routes: Construct, hosts: string[] = ['']): string[] {
  const chart = Chart.of(routes).node.path;
  return [...new Set(hosts)].flatMap((host) => {
    const other = routed.other(routes, `${chart}\n${host}`, routes);
    if (!other) return [];
    const what = host === '' ? 'every host' : `the host ${shown(host)}`;
    return [`${what} already has routes in ${other.node.path}; put all routes of a host into one IngressNginxRoutes`];
  });
}
