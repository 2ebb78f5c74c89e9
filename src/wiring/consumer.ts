import type { k8s, Plain } from '../../imports/k8s';
import type { Endpoint } from './endpoint';

/** A connection as one consumer has it. */
export interface Given {
  /** What a message calls the provider. */
  readonly from: string;
  readonly variables: Plain<k8s.EnvVar>[];
  /** The label that the consumer's pods bear, keyed by the provider's namespace and name. */
  readonly consumerLabels: Record<string, string>;
  /** What is wrong with how this consumer asked for it. */
  readonly mistakes: string[];
}

/** The label of a consumer of pods: policies select by it. */
export function consumerLabels(endpoint?: Endpoint): Record<string, string> {
  if (!endpoint) return {};
  const { namespace, service } = endpoint;
  return { [`${namespace ? `${namespace}.` : ''}uses.webstack/${service}`]: 'true' };
}
