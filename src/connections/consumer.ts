import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { formatNames, formatReference, formatValue, notAllowed } from '../checks/messages';
import { objectKeyNamespaceErrors, type IObjectKey } from '../configuration/object-key';
import { admissionError } from './admission';
import { Platform } from '../platform/platform';
import type { Target } from './connection-plan';
import { consumerLabelKey } from './consumer-label';
import { ownerOf, resolveEndpoint, type Endpoint } from './endpoint';
import { watchEndpoint, watchHost, type PodCheck } from './service-check';
import { renderVariables, type Variable } from './variable';

/** A connection as one consumer gets it. */
export interface ConsumedConnection {
  /** The provider's name in messages. */
  readonly from: string;
  readonly variables: Plain<k8s.EnvVar>[];
  readonly files: Record<string, IObjectKey>;
  /** The keys of the consumer's labels: of the provider's namespace and name. */
  readonly consumerLabels: string[];
  /** Where its traffic goes. */
  readonly target: Target;
  /** The errors of its use by this consumer. */
  readonly errors: string[];
}

/** Returns what a consumer gets of a connection. */
export function consumeConnection(
  consumer: IConstruct,
  target: Target,
  variables: Variable[],
  errors: string[],
): ConsumedConnection {
  const { namespace } = Chart.of(consumer);
  const endpoint = target.endpoint && resolveEndpoint(consumer, target.endpoint);
  const secrets = variables.flatMap(({ value: { secret } }) => secret ?? []);
  const keys = [...secrets, ...Object.values(target.files)];
  const admission = endpoint && !target.isRejected && admissionError(consumer, endpoint);
  watchTarget(consumer, target, endpoint);
  return {
    from: nameOf(endpoint && ownerOf(endpoint)?.node.path, target),
    variables: renderVariables(variables, namespace),
    files: target.files,
    consumerLabels: endpoint ? [consumerLabelKey(endpoint)] : [],
    target: { ...target, endpoint },
    errors: [
      ...(admission ? [admission] : []),
      ...(endpoint && target.endpoint && !target.isRejected ? portErrors(endpoint, target.endpoint) : []),
      ...errors,
      ...clearTextErrors(consumer, target),
      ...keys.flatMap((key) => objectKeyNamespaceErrors(key, namespace)),
    ],
  };
}

function nameOf(path: string | undefined, { name, part }: Target): string {
  return part === undefined ? (path ?? name) : `${part} of ${path ?? name}`;
}

/** Reports what only the complete app tells about a target. */
function watchTarget(consumer: IConstruct, target: Target, endpoint: Endpoint | undefined): void {
  if (endpoint && !target.isRejected && !ownerOf(endpoint))
    watchEndpoint(consumer, endpoint, openedPodErrors(consumer));
  if (target.address && !target.isReported) watchHost(consumer, target.address.host);
}

/** Returns the errors of passwords in clear text, unless the platform of a component is disposable. */
export function clearTextErrors(component: IConstruct, { clearTextErrors: errors }: Target): string[] {
  return Platform.of(component).disposable ? [] : errors;
}

/** Returns the error of an endpoint that is a copy of a component's, but for its port. */
function portErrors(own: Endpoint, { port }: Endpoint): string[] {
  const owner = ownerOf(own);
  if (owner === undefined || own.port === port) return [];
  return [notAllowed('endpoint.port', formatValue(port), `${own.port} (the port of ${owner.node.path})`)];
}

/** Reports an endpoint that would open pods of other components: policies select by its labels. */
function openedPodErrors(consumer: IConstruct): PodCheck {
  return ({ service, containerPort }, components) => {
    const others = components.filter((component) => component !== consumer); // pods may connect to each other
    if (others.length === 0) return [];
    const paths = formatNames(others.map(formatReference).sort());
    const provider = formatValue(service);
    return [
      `endpoint.podLabels selects pods of ${paths}, whose port ${containerPort} would be open to consumers of ` +
        `${provider}. Name the component itself in uses, or set labels that only the pods of ${provider} have.`,
    ];
  };
}
