import { inOrder, text, type Check } from '../checks/check';
import { AWAIT, formatImage, notAllowed } from '../checks/messages';
import { isMoving, isUnsetName, isUnsetTag } from './tags';

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REGISTRY = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::([0-9]{1,5}))?/)?';
const IMAGE = new RegExp(
  `^(${REGISTRY}${PART}(?:/${PART})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@sha256:[a-f0-9]{64})?$`,
);

const NAME = 'registry/name:tag or registry/name@sha256:digest, in lower case';

/** The most characters of an image's name with its registry, and of a tag and a digest with their separators. */
const [LONGEST_NAME, LONGEST_TAG, DIGEST] = [255, 129, 72];
const LENGTH = `at most ${LONGEST_NAME} characters before the tag (registries accept no more)`;
const PORT = 'a registry with a port from 1 to 65535';

/** Rejects images whose content can change between two starts of a pod. */
const pinned: Check = (value, property) => {
  if (value === undefined) return [];
  const image = value as string;
  const shown = formatImage(value);
  if (image.length > LONGEST_NAME + LONGEST_TAG + DIGEST) return [notAllowed(property, shown, LENGTH)];
  const [whole, name, port, tag, digest] = IMAGE.exec(image) ?? [];
  if (whole === undefined) return [notAllowed(property, shown, NAME, wayOutOf(image))];
  if (name.length > LONGEST_NAME) return [notAllowed(property, shown, LENGTH)];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return [notAllowed(property, shown, PORT)];
  if (isUnsetName(name)) return [`the ${property} ${shown} has a name in which a value was not set. Set the value.`];
  const fault = digest ? undefined : tagFault(tag);
  return fault === undefined ? [] : [`the ${property} ${shown} has ${fault}. Add a tag such as 1.4.0, or a digest.`];
};

/** Returns the way out for the text of a value that is not there yet. */
function wayOutOf(image: string): string | undefined {
  return image.includes('[object Promise]') ? AWAIT : undefined;
}

function tagFault(tag: string | undefined): string | undefined {
  if (tag === undefined) return 'no tag, so a restart may run a different image';
  if (isUnsetTag(tag)) return `the tag '${tag}', in which a value was not set`;
  return isMoving(tag) ? `the tag '${tag}', so a restart may run a different image` : undefined;
}

/**
 * Accepts images with a tag that stays, or with a digest.
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export const image = inOrder(text, pinned);
