// Services to which components connect, and which no manifest declares.
import type { Manifest } from './manifest';
import { formatNames } from '../checks/messages';
import { warning, type Loss } from './loss';
import { inWords } from './reference';
import { Scene } from './scene';

/** A Service, and the labels of its pods. */
export interface UsedService {
  readonly namespace: string;
  readonly service: string;
  readonly podLabels: Readonly<Record<string, string>>;
}

/**
 * Returns the loss of each Service that is missing although the manifests have its pods: undefined for one that exists,
 * or whose pods are created elsewhere, too.
 */
export function missingServices(used: readonly UsedService[], manifests: readonly Manifest[]): (Loss | undefined)[] {
  if (used.length === 0) return [];
  const scene = new Scene(manifests);
  return used.map(({ namespace, service, podLabels }) => {
    if (scene.find('Service', namespace, service) !== undefined) return undefined;
    const pods = scene.workloads(namespace, { matchLabels: podLabels });
    if (pods.length === 0) return undefined;
    const text =
      `it connects to the Service ${service}, which no manifest declares, although its pods are those of ` +
      `${formatNames(pods.map(inWords))}. Declare the Service, or correct its name.`;
    return warning('lost-reference', text);
  });
}
