// The labels of pods that use a provider. Network policies allow connections by them.
import { CONSUMER_LABEL_DOMAIN } from '../checks/labels';
import type { Endpoint } from './endpoint';

/** Returns the key of the label of pods that use what is behind an endpoint. */
export function consumerLabelKey({ namespace, service }: Endpoint): string {
  return `${namespace ? `${namespace}.` : ''}${CONSUMER_LABEL_DOMAIN}/${service}`;
}

/** Returns labels, followed by those of a consumer. They are never first, which is faster (decision 19). */
export function addConsumerLabels(labels: Record<string, string>, keys: string[]): Record<string, string> {
  const all = { ...labels };
  for (const key of keys) all[key] = 'true';
  return all;
}
