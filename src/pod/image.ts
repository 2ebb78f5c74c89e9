import { inOrder, text, type Check } from '../checks/check';
import { formatImage, notAllowed } from '../checks/messages';

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

/** Tags that publishers move from one image to the next. */
const MOVING =
  /^(latest|main|master|trunk|head|develop|dev|edge|nightly|canary|next|rolling|snapshot|stable|lts|current)$/i;
/** Texts that stand for a value that was not set. */
const NO_VALUE = /(^|[._-])(undefined|null|NaN|None)($|[._-])/;

/** Rejects images whose content can change between two starts of a pod. */
const pinned: Check = (value, property) => {
  if (value === undefined) return [];
  const image = value as string;
  const shown = formatImage(value);
  if (image.length > LONGEST_NAME + LONGEST_TAG + DIGEST) return [notAllowed(property, shown, LENGTH)];
  const [whole, name, port, tag, digest] = IMAGE.exec(image) ?? [];
  if (whole === undefined) return [notAllowed(property, shown, NAME)];
  if (name.length > LONGEST_NAME) return [notAllowed(property, shown, LENGTH)];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return [notAllowed(property, shown, PORT)];
  const fault = digest ? undefined : tagFault(tag);
  return fault === undefined ? [] : [`the ${property} ${shown} has ${fault}. Add a tag such as 1.4.0, or a digest.`];
};

function tagFault(tag: string | undefined): string | undefined {
  if (tag === undefined) return 'no tag, so a restart may run a different image';
  if (NO_VALUE.test(tag)) return `the tag '${tag}', in which a value was not set`;
  return MOVING.test(tag) ? `the tag '${tag}', so a restart may run a different image` : undefined;
}

/**
 * Accepts images with a tag that stays, or with a digest.
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export const image = inOrder(text, pinned);
