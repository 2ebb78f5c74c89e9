// The manifests of the previous version, with one pod per component.
import { readFileSync } from 'node:fs';
import { Manifests } from '../../../manifests';

export function previousVersion(namespace: string, host: string): Manifests {
  const manifests = Manifests.parse(readFileSync(`${__dirname}/before.yaml`, 'utf8'));
  for (const { kind, metadata } of manifests.objects) {
    if (kind === 'Namespace') metadata.name = namespace;
    else metadata.namespace = namespace;
  }
  for (const { spec } of manifests.all('Deployment')) spec.replicas = 1;
  for (const rule of manifests.all('Ingress').flatMap(({ spec }) => spec.rules)) rule.host = host;
  return manifests;
}
