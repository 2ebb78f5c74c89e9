// Plain objects as a cluster reads them. Nothing here knows cdk8s or the constructs.

/** An API object as plain values, whoever wrote it. */
export type Manifest = Readonly<Record<string, unknown>>;

/** A fact about a manifest that its author should know. */
export interface Finding {
  /** The index of the manifest in the list that was checked. */
  readonly index: number;
  /** The rule's name, such as `open-policy`. */
  readonly rule: string;
  /** Whether the cluster would refuse the manifest, or data is at risk. Anything else is a warning. */
  readonly isError: boolean;
  readonly message: string;
}

/** Returns the value at a path of fields, or undefined. */
export function field(value: unknown, ...path: string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

/** Returns the text at a path of fields, or undefined. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** Returns the list at a path of fields; an empty one if there is none. */
export function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Returns the fields of the object at a path; none if there is no object. */
export function entriesAt(value: unknown, ...path: string[]): [string, unknown][] {
  const found = field(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : [];
}

export function kindOf(manifest: Manifest): string {
  return textAt(manifest, 'kind') ?? 'object';
}

export function nameOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'name') ?? '';
}

/** Returns the namespace of an object; empty for a cluster's own, and for one that `kubectl apply` may put anywhere. */
export function namespaceOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'namespace') ?? '';
}

/** Returns the kind and name of an object, such as `Deployment server`. */
export function titleOf(manifest: Manifest): string {
  return `${kindOf(manifest)} ${nameOf(manifest)}`;
}
