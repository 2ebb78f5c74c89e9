// Random defaults of all pods of a stack.
import type { PodDefaults } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { labels, scheduling, text } from './values';

/** @param image an image that the stack uses */
export function podDefaults(draw: Draw, image: string): PodDefaults {
  const digest = `sha256:${'b'.repeat(64)}`;
  const annotation = () => `example.com/${draw.word()}`;
  return draw.group<PodDefaults>('PodDefaults', {
    labels: () => labels(draw, 'PodDefaults.labels'),
    annotations: () => draw.map('PodDefaults.annotations', 2, annotation, () => text(draw)),
    imagePullSecrets: () => draw.list('PodDefaults.imagePullSecrets', 2, () => draw.word()),
    digests: () => ({ [draw.at('PodDefaults.digests{key}', image)]: draw.at('PodDefaults.digests{}', digest) }),
    scheduling: () => scheduling(draw),
  });
}
