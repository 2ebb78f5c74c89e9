import { titleOf, type Manifest } from './manifest';

/** A name or selector in a manifest that leads to other manifests. */
export interface Reference {
  /** The loss if nothing answers to it, as a sentence about the manifest that refers. */
  readonly loss: string;
  /** The target in words, such as `the Service redis`. */
  readonly target: string;
  readonly isResolved: boolean;
  /** The manifests that answer to it. */
  readonly found: readonly Manifest[];
}

/** Returns a reference that is resolved if at least one manifest answers to it. */
export function reference(loss: string, target: string, found: readonly Manifest[]): Reference {
  return { loss, target, isResolved: found.length > 0, found };
}

/** Returns a reference to an object by its kind and name. */
export function objectReference(loss: string, title: string, found: Manifest | undefined): Reference {
  return reference(loss, `the ${title}`, found === undefined ? [] : [found]);
}

/** Returns the title of a manifest in a sentence: `the Service redis`. */
export function inWords(manifest: Manifest): string {
  return `the ${titleOf(manifest)}`;
}
