// References of Ingresses, Services, PodDisruptionBudgets and autoscalers.
import { entriesAt, field, kindOf, listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { podReferences } from './pod-references';
import { podOf } from './pods';
import { NO_PODS, policyReferences, thatOpen } from './policy-references';
import { objectReference, reference, type Reference } from './reference';
import type { Scene } from './scene';

/** Returns the references of a manifest. */
export function referencesOf(manifest: Manifest, scene: Scene): readonly Reference[] {
  switch (kindOf(manifest)) {
    case 'Ingress':
      return backendReferences(manifest, scene);
    case 'Service':
      return serviceReferences(manifest, scene);
    case 'NetworkPolicy':
      return policyReferences(manifest, scene);
    case 'PodDisruptionBudget': {
      const found = scene.workloads(namespaceOf(manifest), field(manifest, 'spec', 'selector'));
      return [reference(NO_PODS, 'its pods', found)];
    }
    case 'HorizontalPodAutoscaler':
      return [targetReference(manifest, scene)];
    default:
      return podOf(manifest) === undefined ? [] : podReferences(manifest, scene);
  }
}

function backendReferences(manifest: Manifest, scene: Scene): Reference[] {
  const paths = listAt(manifest, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
  return paths.map((path) => {
    const name = textAt(path, 'backend', 'service', 'name') ?? '';
    const port =
      field(path, 'backend', 'service', 'port', 'name') ?? field(path, 'backend', 'service', 'port', 'number');
    const service = scene.find('Service', namespaceOf(manifest), name);
    const ports = listAt(service, 'spec', 'ports');
    const hasPort = ports.some((each) => field(each, 'name') === port || field(each, 'port') === port);
    const where = `port ${String(port)} of the Service ${name}`;
    const loss = `its path ${textAt(path, 'path') ?? '/'} leads to ${where}, which no manifest declares.`;
    return reference(loss, where, hasPort ? [service!] : []);
  });
}

function serviceReferences(manifest: Manifest, scene: Scene): Reference[] {
  const selector = field(manifest, 'spec', 'selector');
  const hasSelector = entriesAt(selector).length > 0;
  const pods = hasSelector ? scene.workloads(namespaceOf(manifest), { matchLabels: selector }) : [];
  const ports = pods.length === 0 ? [] : listAt(manifest, 'spec', 'ports');
  return [
    reference(hasSelector ? NO_PODS : 'it has no selector any more: it leads to no pods.', 'its pods', pods),
    ...ports.map((port) => {
      const target = field(port, 'targetPort') ?? field(port, 'port');
      const loss = `its target port ${String(target)} is not a port of its pods.`;
      return reference(loss, `the port ${String(target)}`, thatOpen(pods, target));
    }),
  ];
}

function targetReference(manifest: Manifest, scene: Scene): Reference {
  const target = field(manifest, 'spec', 'scaleTargetRef');
  const [kind, name] = [textAt(target, 'kind') ?? '', textAt(target, 'name') ?? ''];
  const loss = `it scales the ${kind} ${name}, which no manifest declares.`;
  return objectReference(loss, `${kind} ${name}`, scene.find(kind, namespaceOf(manifest), name));
}
