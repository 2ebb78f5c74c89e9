import type { Endpoint } from './endpoint';
import { shown } from '../checks/messages';

/** The key of the label that pods bear which use what is behind an endpoint: policies admit by it. */
export function consumerLabel({ namespace, service }: Endpoint): string {
  return `${namespace ? `${namespace}.` : ''}uses.webstack/${service}`;
}

/** Labels, and on top of them, never first (decision 19), those of a consumer. */
export function labelled(labels: Record<string, string>, keys: string[]): Record<string, string> {
  const all = { ...labels };
  for (const key of keys) all[key] = 'true';
  return all;
}

/** What is wrong with labels of all pods: those that let a pod to a provider come from `uses` alone. */
export function grantsMistakes(property: string, labels: Record<string, string> = {}): string[] {
  const granting = Object.keys(labels).filter((key) => /(^|\.)uses\.webstack\//.test(key));
  return granting.map(
    (key) => `${property} has ${shown(key)}, which lets every pod to a provider; name it in uses instead`,
  );
}
