// Services to which components connect, and that lead to other pods or ports than the components say: policies follow these.
import { formatName, formatNames } from '../checks/messages';
import { warning, type Loss } from './loss';
import { entriesAt, field, listAt, textAt, type Manifest } from './manifest';
import type { UsedService } from './missing-services';
import { containersOf, podOf, selects } from './pods';
import { inWords } from './reference';
import { Scene } from './scene';

/** A Service, with its port and that of the container, as a component connects to it. */
export interface UsedPort extends UsedService {
  readonly port: number;
  readonly containerPort: number;
}

/** Returns the loss of each Service whose pods in the manifests have other labels, or another number for a named port. */
export function strayServices(used: readonly UsedPort[], manifests: readonly Manifest[]): (Loss | undefined)[] {
  if (used.length === 0) return [];
  const scene = new Scene(manifests);
  return used.map((use) => {
    const service = scene.find('Service', use.namespace, use.service);
    const selector = { matchLabels: field(service, 'spec', 'selector') };
    if (entriesAt(selector, 'matchLabels').length === 0) return undefined;
    const pods = scene.workloads(use.namespace, selector);
    return labelLoss(use, pods) ?? portLoss(use, service, pods);
  });
}

function labelLoss({ service, podLabels }: UsedPort, pods: readonly Manifest[]): Loss | undefined {
  const others = pods.filter((pod) => !selects({ matchLabels: podLabels }, field(podOf(pod), 'metadata', 'labels')));
  if (others.length === 0) return undefined;
  const text =
    `it connects to the Service ${service}, but the pods of ${formatNames(others.map(inWords))} do not have the labels in ` +
    'podLabels of the endpoint: policies deny the connection. Correct podLabels.';
  return warning('lost-reference', text);
}

function portLoss(use: UsedPort, service: unknown, pods: readonly Manifest[]): Loss | undefined {
  const { port, containerPort } = use;
  const target = textAt(
    listAt(service, 'spec', 'ports').find((each) => field(each, 'port') === port),
    'targetPort',
  );
  const other = pods.find((pod) => {
    const numbers = portsOf(pod, target);
    return numbers.length > 0 && !numbers.includes(containerPort);
  });
  if (target === undefined || other === undefined) return undefined;
  const text =
    `it connects to the Service ${use.service}, but its target port ${formatName(target)} is ` +
    `${portsOf(other, target).map(String).join(', ')} of ${inWords(other)}, not ${containerPort}: policies deny the ` +
    'connection. Correct containerPort of the endpoint.';
  return warning('lost-reference', text);
}

/** Returns the numbers of the ports with a name. */
function portsOf(pod: Manifest, name: string | undefined): unknown[] {
  const ports = containersOf(podOf(pod)).flatMap(({ container }) => listAt(container, 'ports'));
  return ports
    .filter((each) => name !== undefined && field(each, 'name') === name)
    .map((each) => field(each, 'containerPort'));
}
