import { entriesAt, type Manifest } from '../manifests/manifest';
import { isSame, type Rendered } from './rendering';

/** An object as the rules see it. */
export interface Subject extends Rendered {
  /** Whether only its labels or annotations were changed: then it does not count as changed. */
  readonly isLabelled: boolean;
}

/** Returns an object as the rules see it. */
export function subjectOf(rendered: Rendered): Subject {
  const { declared, manifest, isChanged } = rendered;
  const isLabelled = isChanged && declared !== undefined && isSame(withoutLabels(declared), withoutLabels(manifest));
  return { ...rendered, isLabelled, isChanged: isChanged && !isLabelled };
}

/** Returns a manifest without the labels and annotations of its author, which no other rule reads. */
function withoutLabels(manifest: Manifest): Manifest {
  const [labels, annotations] = ['labels', 'annotations'].map((name) =>
    Object.fromEntries(entriesAt(manifest, 'metadata', name).filter(([key]) => key.includes('kubernetes.io/'))),
  );
  return { ...manifest, metadata: { ...(manifest.metadata as object), labels, annotations } };
}
