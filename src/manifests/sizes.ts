// Objects that are too large for the cluster to store.
import { isPlainObject } from '../checks/objects';
import { entriesAt, kindOf, textAt, type Manifest } from './manifest';

/** The most bytes of a request to etcd, by default. */
const MOST_BYTES = 1.5 * 1024 * 1024;
/** The most bytes of the values of a ConfigMap or Secret. */
const MOST_DATA = 1024 * 1024;
/** The most bytes of all annotations of an object. */
const MOST_ANNOTATIONS = 256 * 1024;

/** Returns the errors of a manifest that is too large: the sizes, and the place of its largest part. */
export function sizeErrors(manifest: Manifest): string[] {
  if (estimate(manifest) * MOST_BYTES_OF_CHARACTER < MOST_ANNOTATIONS) return [];
  const title = `the ${kindOf(manifest)}`;
  const annotations = sumOf(entriesAt(manifest, 'metadata', 'annotations'), true);
  if (annotations > MOST_ANNOTATIONS)
    return [
      sizeError(`${title}.metadata.annotations`, annotations, MOST_ANNOTATIONS, 'Move large texts into a ConfigMap.'),
    ];
  if (kindOf(manifest) === 'ConfigMap' || kindOf(manifest) === 'Secret') {
    const data = dataSize(manifest);
    if (data > MOST_DATA)
      return [sizeError(`the data of ${title}`, data, MOST_DATA, 'Keep large files in a volume or in the image.')];
  }
  const bytes = Buffer.byteLength(JSON.stringify(manifest));
  if (bytes <= MOST_BYTES) return [];
  const [place, size] = largestPart(manifest, title, bytes);
  const wayOut = `Its largest part is ${place}, with ${size} bytes: split the object, or move texts into volumes.`;
  return [sizeError(title, bytes, MOST_BYTES, wayOut)];
}

function sizeError(place: string, bytes: number, allowed: number, wayOut: string): string {
  return `${place} has ${bytes} bytes; allowed: ${allowed} (the cluster stores no more). ${wayOut}`;
}

/** UTF-8 takes at most three bytes for each UTF-16 character, and JSON six for one that it escapes. */
const MOST_BYTES_OF_CHARACTER = 6;

/** Returns at least the number of characters of the JSON of a value, without its escapes. It allocates nothing. */
function estimate(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + estimate(item), 3);
  if (typeof value !== 'object' || value === null) return 24;
  let sum = 3;
  for (const name in value) sum += name.length + 3 + estimate((value as Record<string, unknown>)[name]);
  return sum;
}

function dataSize(manifest: Manifest): number {
  const data = entriesAt(manifest, 'data');
  const encoded = [...entriesAt(manifest, 'binaryData'), ...(kindOf(manifest) === 'Secret' ? data : [])];
  const plain = [...entriesAt(manifest, 'stringData'), ...(kindOf(manifest) === 'Secret' ? [] : data)];
  return sumOf(plain) + encoded.reduce((sum, [, text]) => sum + decodedSize(String(text)), 0);
}

/** Returns the bytes that a text in base64 stands for. */
function decodedSize(text: string): number {
  return Math.floor((text.length * 3) / 4) - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

function sumOf(entries: readonly [string, unknown][], withNames = false): number {
  return entries.reduce((sum, [name, text]) => {
    return sum + Buffer.byteLength(typeof text === 'string' ? text : '') + (withNames ? Buffer.byteLength(name) : 0);
  }, 0);
}

/** Returns the deepest place that holds more than half of a value, and its bytes. */
function largestPart(value: unknown, place: string, bytes: number): [place: string, bytes: number] {
  if (!Array.isArray(value) && !isPlainObject(value)) return [place, bytes];
  const limit = bytes / 2;
  for (const [name, item] of Object.entries(value)) {
    const size = Buffer.byteLength(JSON.stringify(item) ?? '');
    if (size <= limit) continue;
    const step = Array.isArray(value) ? `[${textAt(item, 'name') ?? name}]` : `.${name}`;
    return largestPart(item, `${place}${step}`, size);
  }
  return [place, bytes];
}
