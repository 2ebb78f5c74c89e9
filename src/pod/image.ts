import { shown } from '../checks/messages';

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REGISTRY = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?';
const IMAGE = new RegExp(
  `^${REGISTRY}${PART}(?:/${PART})*(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@sha256:[a-f0-9]{64})?$`,
);

/**
 * What is wrong with an image: one that can become another one overnight is none to deploy.
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export function imageMistake(image: string | undefined): string | undefined {
  if (image === undefined) return undefined;
  const [whole, tag, digest] = IMAGE.exec(image) ?? [];
  if (whole === undefined) {
    return `the image ${shown(image)} is no image name; write it as registry/name:tag or registry/name@sha256:digest`;
  }
  if (digest || (tag && tag !== 'latest')) return undefined;
  const what = tag ? "the tag 'latest'" : 'no tag';
  return `the image ${shown(image)} has ${what}, so that a restart may run another one; give a tag such as 1.4.0, or a digest`;
}
