// The errors of an endpoint that contradicts the Service that it names.
import type { ApiObject } from 'cdk8s';
import { formatReference, formatValue, notAllowed } from '../checks/messages';
import { entriesAt, field, listAt } from '../manifests/manifest';
import type { Endpoint } from './endpoint';

/** Returns the errors of an endpoint whose Service has another port or leads to other pods: policies would follow neither. */
export function serviceErrors(service: ApiObject, endpoint: Endpoint): string[] {
  const manifest = render(service);
  const ports = listAt(manifest, 'spec', 'ports');
  const port = ports.find((each) => field(each, 'port') === endpoint.port);
  const of = `the Service ${formatValue(endpoint.service)}, which ${formatReference(service)} declares`;
  return [
    ...(ports.length > 0 && port === undefined ? [portError(ports, endpoint, of)] : []),
    ...(port === undefined ? [] : targetErrors(port, endpoint, of)),
    ...selectorErrors(entriesAt(manifest, 'spec', 'selector'), endpoint, of),
  ];
}

/** An object that cannot be rendered has an error of its own. */
function render(service: ApiObject): unknown {
  try {
    return service.toJson();
  } catch {
    return undefined;
  }
}

function portError(ports: readonly unknown[], { port }: Endpoint, of: string): string {
  const known = ports.map((each) => String(field(each, 'port'))).join(', ');
  return notAllowed('endpoint.port', formatValue(port), `${known} (the ports of ${of})`);
}

/** A target port by name is that of the pods, which may be declared elsewhere. */
function targetErrors(servicePort: unknown, { port, containerPort }: Endpoint, of: string): string[] {
  const target = field(servicePort, 'targetPort') ?? port;
  if (typeof target !== 'number' || target === containerPort) return [];
  const reason = `the target of port ${port} of ${of}`;
  return [notAllowed('endpoint.containerPort', formatValue(containerPort), `${target} (${reason})`)];
}

function selectorErrors(selector: [string, unknown][], { podLabels }: Endpoint, of: string): string[] {
  return selector
    .filter(([key, value]) => podLabels[key] !== undefined && podLabels[key] !== value)
    .map(([key, value]) => {
      const allowed = `${formatValue(value)} (the selector of ${of})`;
      return notAllowed(`endpoint.podLabels[${formatValue(key)}]`, formatValue(podLabels[key]), allowed);
    });
}
