// Each object as it is written: rendered once, with its patches.
import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import { findDeclared } from './declared';
import { field, type Manifest } from '../manifests/manifest';
import { givenErrors } from './given';
import { patchError } from './patches';

/** An object as it is written. */
export interface Rendered {
  readonly object: ApiObject;
  readonly manifest: Manifest;
  /** The object as its component declared it, with the labels of its chart. Undefined for objects of others. */
  readonly declared?: Manifest;
  /** Whether something was changed since: by a patch, or through `metadata`. */
  readonly isChanged: boolean;
}

/** Renders an object. Returns the errors if it cannot be rendered, or if a patch fails. */
export function renderObject(object: ApiObject): Rendered | readonly string[] {
  let manifest: Manifest;
  try {
    const errors = givenErrors(object);
    if (errors.length > 0) return errors;
    const error = patchError(object);
    if (error !== undefined) return [error];
    manifest = object.toJson() as Manifest;
  } catch {
    return [
      'the object cannot be rendered. Give it plain values: texts, numbers, booleans, lists and objects of them.',
    ];
  }
  const declared = declaredManifest(object);
  return { object, manifest, declared, isChanged: declared === undefined || !isSame(declared, manifest) };
}

/** Returns an object of the library as it was declared, with what its chart adds. */
export function declaredManifest(object: ApiObject): Manifest | undefined {
  const declared = findDeclared(object)?.manifest as Manifest | undefined;
  if (declared === undefined) return undefined;
  const { chart } = object;
  const labels = { ...chart.labels, ...(field(declared, 'metadata', 'labels') as object | undefined) };
  const namespace = declared.kind === 'Namespace' ? undefined : Chart.of(object).namespace;
  const metadata = { ...(declared.metadata as object), namespace, labels };
  return { ...declared, metadata: isEmpty(labels) ? { ...metadata, labels: undefined } : metadata };
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

/** Whether two values are the same in YAML, where undefined fields do not exist. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one)) {
    const others = other as unknown[];
    return one.length === others.length && one.every((item, index) => isSame(item, others[index]));
  }
  return hasSameFields(one as Manifest, other as Manifest);
}

function hasSameFields(one: Manifest, other: Manifest): boolean {
  let count = 0;
  for (const name in one) {
    if (one[name] === undefined) continue;
    count += 1;
    if (!isSame(one[name], other[name])) return false;
  }
  for (const name in other) if (other[name] !== undefined) count -= 1;
  return count === 0;
}
