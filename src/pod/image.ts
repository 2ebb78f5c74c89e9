import { inOrder, text, type Check } from '../checks/check';
import { formatImage, notAllowed } from '../checks/messages';

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REGISTRY = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?';
const IMAGE = new RegExp(
  `^${REGISTRY}${PART}(?:/${PART})*(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@sha256:[a-f0-9]{64})?$`,
);

const NAME = 'registry/name:tag or registry/name@sha256:digest, in lower case';

/** Rejects images whose content can change between two starts of a pod. */
const pinned: Check = (value, property) => {
  if (value === undefined) return [];
  const [name, tag, digest] = IMAGE.exec(value as string) ?? [];
  if (name === undefined) return [notAllowed(property, formatImage(value), NAME)];
  if (digest || (tag && tag !== 'latest')) return [];
  const fault = tag ? "the tag 'latest'" : 'no tag';
  return [
    `the ${property} ${formatImage(value)} has ${fault}, so a restart may run a different image. ` +
      'Add a tag such as 1.4.0, or a digest.',
  ];
};

/**
 * Accepts images with a tag other than `latest`, or with a digest.
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export const image = inOrder(text, pinned);
