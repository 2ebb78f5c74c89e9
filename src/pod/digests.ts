// Digests that pin the images of a stack to tested content.
import type { IConstruct } from 'constructs';
import { inOrder, mapOf, satisfying, text, type Check } from '../checks/check';
import { formatImage } from '../checks/messages';
import { Registry } from '../identity/registry';

type Digests = Record<string, string>;

/** The images that the components of an app run. */
const usedImages = new Registry<true>();

const withoutDigest: Check = (image, property) =>
  (image as string).includes('@') ? [`${property} already has a digest. Leave it out.`] : [];

const digest = inOrder(
  text,
  satisfying(
    (value: string) => /^sha256:[a-f0-9]{64}$/.test(value),
    "'sha256:' and 64 characters from 0 to 9 and a to f",
  ),
);

/** Stands for an image that was rejected: a digest may be for it. */
const REJECTED = '';

/** Accepts digests by image. */
export const digests = mapOf(digest, 'digests', withoutDigest, formatImage);

/** Returns the image of a component, with its digest if one is declared. */
export function withDigest(component: IConstruct, image: string, digests: Digests = {}): string {
  usedImages.register(component, image ?? REJECTED, true);
  return Object.hasOwn(digests, image) ? `${image}@${digests[image]}` : image;
}

/** Reports digests of images that the app does not run, once all components are declared. */
export function watchDigests(scope: IConstruct, digests: Digests = {}): void {
  const images = Object.keys(digests);
  if (images.length > 0) scope.node.addValidation({ validate: () => unusedErrors(scope, images) });
}

function unusedErrors(scope: IConstruct, images: string[]): string[] {
  if (usedImages.find(scope, REJECTED)) return [];
  const unused = images.filter((image) => !usedImages.find(scope, image));
  return unused.map(
    (image) =>
      `podDefaults.digests has ${formatImage(image)}, but no component runs this image. Write the image exactly as the ` +
      'component does, or leave it out.',
  );
}
