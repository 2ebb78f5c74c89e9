// Which content the images of a stack have, said once.
import type { IConstruct } from 'constructs';
import { shown } from '../wiring/mistake';

type Digests = Record<string, string>;

/** The images of each declaration that were run. */
const used = new WeakMap<Digests, Set<string>>();

export function withDigest(image: string, digests: Digests = {}): string {
  if (!Object.hasOwn(digests, image)) return image;
  used.get(digests)?.add(image);
  return `${image}@${digests[image]}`;
}

/** What is wrong with digests. */
export function digestsMistakes(digests: Digests = {}): string[] {
  const wrong = Object.entries(digests).filter(([, digest]) => !/^sha256:[a-f0-9]{64}$/.test(digest));
  const twice = Object.keys(digests).filter((image) => image.includes('@'));
  return [
    ...twice.map((image) => `podDefaults.digests names ${shown(image)}, which has a digest already; leave it out`),
    ...wrong.map(
      ([image, digest]) =>
        `podDefaults.digests has ${shown(digest)} for ${shown(image)}; allowed is 'sha256:' and 64 of 0-9 and a-f`,
    ),
  ];
}

/** Sees to it that every digest is of an image that is run: known when all components are there. */
export function watchDigests(scope: IConstruct, digests?: Digests): void {
  if (digests === undefined) return;
  used.set(digests, new Set());
  scope.node.addValidation({ validate: () => unused(digests) });
}

function unused(digests: Digests): string[] {
  const idle = Object.keys(digests).filter((image) => !used.get(digests)?.has(image));
  return idle.map(
    (image) =>
      `podDefaults.digests names ${shown(image)}, which no component runs; write it as the component does, or leave it out`,
  );
}
