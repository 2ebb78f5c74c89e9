// The sizes of texts in ConfigMaps of the app, by the keys that refer to them.
import type { ConfigMapKey } from './object-key';

const sizes = new WeakMap<ConfigMapKey, number>();

/** Registers the text that a key refers to, and returns the key. */
export function withSize(key: ConfigMapKey, text: unknown): ConfigMapKey {
  if (typeof text === 'string') sizes.set(key, Buffer.byteLength(text));
  return key;
}

/** Returns the bytes of the text that a key refers to; undefined if the ConfigMap is created elsewhere. */
export function sizeOfKey(key: ConfigMapKey): number | undefined {
  return sizes.get(key);
}
