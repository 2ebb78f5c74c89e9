// JSON patches that fail. cdk8s says neither which patch it was, nor that the target of a patch does not exist.
import { JsonPatch, type ApiObject } from 'cdk8s';
import { formatType, formatValue, notAllowed } from '../checks/messages';
import { readMember } from '../checks/objects';
import { jsonError } from '../manifests/json';

/** An operation of RFC 6902. Its value may be a secret, and is never shown. */
interface Operation {
  readonly op: string;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

/** The operations, and whether they have a value. */
const OPERATIONS = new Map([
  ...['add', 'replace', 'test'].map((op) => [op, true] as const),
  ...['remove', 'move', 'copy'].map((op) => [op, false] as const),
]);

/**
 * Returns the error of the first patch of an object that cannot be applied.
 * @see https://datatracker.ietf.org/doc/html/rfc6902
 */
export function patchError(object: ApiObject): string | undefined {
  const patches = patchesOf(object);
  let document: object | undefined = patches.length > 0 ? renderWithoutPatches(object) : undefined;
  if (document === undefined) return undefined;
  for (const [index, patch] of patches.entries()) {
    const operation = operationOf(patch);
    if (operation === undefined)
      return notAllowed(
        `patch ${index + 1}`,
        formatType(patch),
        'a JsonPatch',
        'Create it with JsonPatch.add or its siblings',
      );
    const error: string | undefined = valueError(operation) ?? operationError(document, operation);
    const applied: object | undefined = error === undefined ? apply(document, patch) : undefined;
    if (applied === undefined) return `patch ${index + 1}${describe(operation)} ${error ?? 'cannot be applied'}.`;
    document = applied;
  }
  return undefined;
}

function patchesOf(object: ApiObject): readonly JsonPatch[] {
  const { patches } = object as unknown as { readonly patches?: unknown };
  return Array.isArray(patches) ? (patches as JsonPatch[]) : [];
}

/** Renders a view of the object that has no patches. The object itself stays as it is. */
function renderWithoutPatches(object: ApiObject): object | undefined {
  const view = Object.create(object, { patches: { value: [] } }) as ApiObject;
  try {
    return view.toJson() as object;
  } catch {
    return undefined; // a class with private fields of its own; `toJson` of the object itself tells of any other error
  }
}

function apply(document: unknown, patch: JsonPatch): object | undefined {
  try {
    return JsonPatch.apply(document, patch) as object;
  } catch {
    return undefined;
  }
}

function operationOf(patch: JsonPatch): Operation | undefined {
  const toJson = readMember(patch, '_toJson') as ((this: JsonPatch) => unknown) | undefined;
  if (typeof toJson !== 'function') return undefined;
  const operation = toJson.call(patch);
  const [op, path, from, value] = ['op', 'path', 'from', 'value'].map((name) => readMember(operation, name));
  return OPERATIONS.has(op as string) ? { op: op as string, path, from, value } : undefined;
}

/** cdk8s copies a value as JSON text: what that cannot carry becomes null or something else, or is left out. */
function valueError({ op, value }: Operation): string | undefined {
  if (!OPERATIONS.get(op)) return undefined;
  const error = value === undefined ? 'the value is missing. Set a value' : jsonError(value, 'the value');
  return error && `cannot be written: ${error.replace(/\.$/, '')}`;
}

function describe({ op, path }: Operation): string {
  return ` (${op} ${formatValue(path)})`;
}

function operationError(document: unknown, { op, path, from }: Operation): string | undefined {
  const pointers = op === 'move' || op === 'copy' ? [path, from] : [path];
  if (!pointers.every(isPointer)) return 'needs a path that begins with \'/\', such as "/spec/replicas"';
  const missing = [
    ...(op === 'add' || pointers.length > 1 ? [] : [path as string]).filter((each) => !exists(document, each)),
    ...pointers.slice(1).filter((each) => !exists(document, each as string)),
  ];
  if (missing.length > 0) return `has no target: ${formatValue(missing[0])} does not exist. ${wayOut(op)}`;
  return op === 'test' || canHold(document, path as string) ? undefined : `has no target. ${wayOut(op)}`;
}

function wayOut(op: string): string {
  return op === 'replace' ? 'Create it with JsonPatch.add, or correct the path' : 'Correct the path';
}

function isPointer(path: unknown): path is string {
  return typeof path === 'string' && (path === '' || path.startsWith('/'));
}

function exists(document: unknown, pointer: string): boolean {
  return resolve(document, pointer) !== undefined;
}

/** Whether the parent of a path can hold its last part: a field of an object, or a place in a list. */
function canHold(document: unknown, pointer: string): boolean {
  if (pointer === '') return true;
  const parent = resolve(document, pointer.slice(0, pointer.lastIndexOf('/')));
  const last = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (Array.isArray(parent)) return last === '-' || (/^(0|[1-9]\d*)$/.test(last) && Number(last) <= parent.length);
  return typeof parent === 'object' && parent !== null;
}

function resolve(document: unknown, pointer: string): unknown {
  let current = document;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}
