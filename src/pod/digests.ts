// Which content the images of a stack have, said once.
import type { IConstruct } from 'constructs';
import { shown } from '../checks/messages';
import { Registry } from '../identity/registry';

type Digests = Record<string, string>;

/** The images that the components of an app run. */
const run = new Registry<true>();

/** The image of a component with its digest, where one is said. */
export function withDigest(component: IConstruct, image: string, digests: Digests = {}): string {
  run.other(component, image, true);
  return Object.hasOwn(digests, image) ? `${image}@${digests[image]}` : image;
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

/** Sees to it that every digest is of an image that the app runs: known when all components are there. */
export function watchDigests(scope: IConstruct, digests: Digests = {}): void {
  const named = Object.keys(digests).filter((image) => !image.includes('@'));
  if (named.length > 0) scope.node.addValidation({ validate: () => unused(scope, named) });
}

function unused(scope: IConstruct, named: string[]): string[] {
  const idle = named.filter((image) => !run.find(scope, image));
  return idle.map(
    (image) =>
      `podDefaults.digests names ${shown(image)}, which no component runs; write it as the component does, or leave it out`,
  );
}
