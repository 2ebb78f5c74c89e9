import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { elsewhereMistakes } from '../configuration/object-key';
import { admissionMistake } from './admission';
import type { Target } from './connection-parts';
import { originOf, resolved } from './endpoint';
import { consumerLabel } from './consumer-label';
import { rendered, type Variable } from './variable';

/** A connection as one consumer has it. */
export interface Given {
  /** What a message calls the provider. */
  readonly from: string;
  readonly variables: Plain<k8s.EnvVar>[];
  /** Keys of labels that the consumer's pods bear: of the provider's namespace and name. */
  readonly consumerLabels: string[];
  /** Where its traffic goes. */
  readonly target: Target;
  /** What is wrong with how this consumer asked for it. */
  readonly mistakes: string[];
}

/** What a consumer has of a connection. */
export function givenTo(consumer: IConstruct, target: Target, variables: Variable[], mistakes: string[]): Given {
  const { namespace } = Chart.of(consumer);
  const { name } = target;
  const endpoint = target.endpoint && resolved(consumer, target.endpoint);
  const admission = endpoint && admissionMistake(consumer, endpoint);
  const keys = variables.flatMap(({ value: { secret } }) => (secret ? elsewhereMistakes(secret, namespace) : []));
  return {
    from: (endpoint && originOf(endpoint)?.node.path) ?? name,
    variables: rendered(variables, namespace),
    consumerLabels: endpoint ? [consumerLabel(endpoint)] : [],
    target: { ...target, endpoint },
    mistakes: [...(admission ? [admission] : []), ...mistakes, ...keys],
  };
}
