// Prefixes, certificates and hosts that a changed Ingress no longer has.
import { warning, type Loss } from './loss';
import { field, kindOf, listAt, textAt, type Manifest } from './manifest';

/** Annotations by which ingress-nginx strips a prefix. */
const STRIPPING = ['nginx.ingress.kubernetes.io/use-regex', 'nginx.ingress.kubernetes.io/rewrite-target'];

/** Returns what a change of an Ingress loses. A path without a Service is reported as a lost reference. */
export function routeLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (kindOf(declared) !== 'Ingress' || kindOf(changed) !== 'Ingress') return [];
  const annotation = (manifest: Manifest, name: string) => textAt(manifest, 'metadata', 'annotations', name);
  const stripping = STRIPPING.find((name) => {
    const value = annotation(declared, name);
    return value !== undefined && annotation(changed, name) !== value;
  });
  const secured = securedHosts(changed);
  const insecure = [...securedHosts(declared)].filter((host) => !secured.has(host));
  return [
    ...(stripping === undefined
      ? []
      : [warning('route', `its annotation ${stripping} is changed: the prefix of its routes is not stripped.`)]),
    ...insecure.map((host) =>
      warning('route', `spec.tls lacks the host ${host}: it is served without its certificate.`),
    ),
    ...(isForEveryHost(changed) && !isForEveryHost(declared)
      ? [warning('route', 'spec.rules has a rule without a host: its paths are served on every host.')]
      : []),
  ];
}

function securedHosts(manifest: Manifest): Set<string> {
  return new Set(listAt(manifest, 'spec', 'tls').flatMap((each) => listAt(each, 'hosts').map(String)));
}

function isForEveryHost(manifest: Manifest): boolean {
  return listAt(manifest, 'spec', 'rules').some((rule) => !field(rule, 'host'));
}
