import type { Endpoint } from './endpoint';
import { shown } from './mistake';

/** The label that pods bear which use what is behind an endpoint: policies admit by it. */
export function consumerLabels({ namespace, service }: Endpoint): Record<string, string> {
  return { [`${namespace ? `${namespace}.` : ''}uses.webstack/${service}`]: 'true' };
}

/** What is wrong with labels of all pods: those that let a pod to a provider come from `uses` alone. */
export function grantsMistakes(property: string, labels: Record<string, string> = {}): string[] {
  const granting = Object.keys(labels).filter((key) => /(^|\.)uses\.webstack\//.test(key));
  return granting.map(
    (key) => `${property} has ${shown(key)}, which lets every pod to a provider; name it in uses instead`,
  );
}
