import { inOrder, keySatisfying, required, satisfying, text, type Check } from '../checks/check';
import { formatType, formatValue, notAllowed } from '../checks/messages';
import { objectName } from '../checks/names';

/**
 * One key of a Secret or a ConfigMap: the source of a variable or a file.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/secrets.md
 */
export interface IObjectKey {
  /** `Secret` or `ConfigMap`. */
  readonly kind: string;
  /** The object's name, in the namespace of the pod that uses it. */
  readonly objectName: string;
  /** The key in the object. */
  readonly key: string;
  /**
   * The object's namespace, if it is known.
   * @default - the namespace of the pod that uses it
   */
  readonly namespace?: string;
}

/**
 * One key of a Secret.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/secrets.md
 */
export class SecretKey implements IObjectKey {
  /**
   * Refers to a key of a Secret that already exists or is created elsewhere.
   * @param secret the Secret's name
   * @param key the key in the Secret
   * @param namespace the Secret's namespace, if it is known
   */
  public static of(secret: string, key: string, namespace?: string): SecretKey {
    return new SecretKey(secret, key, namespace);
  }

  public readonly kind: string = 'Secret';

  private constructor(
    public readonly objectName: string,
    public readonly key: string,
    public readonly namespace?: string,
  ) {}
}

/** One key of a ConfigMap. */
export class ConfigMapKey implements IObjectKey {
  /**
   * Refers to a key of a ConfigMap that already exists or is created elsewhere.
   * @param configMap the ConfigMap's name
   * @param key the key in the ConfigMap
   * @param namespace the ConfigMap's namespace, if it is known
   */
  public static of(configMap: string, key: string, namespace?: string): ConfigMapKey {
    return new ConfigMapKey(configMap, key, namespace);
  }

  public readonly kind: string = 'ConfigMap';

  private constructor(
    public readonly objectName: string,
    public readonly key: string,
    public readonly namespace?: string,
  ) {}
}

const KEY_NAME = "at most 253 letters, digits, '-', '_' and '.', except '.' itself and names that start with '..'";

/** Accepts the keys of a map that becomes a ConfigMap. */
export const configMapDataKey: Check = keySatisfying(isKeyName, KEY_NAME);

const configMapKeyName: Check = inOrder(text, satisfying(isKeyName, KEY_NAME));

/** Accepts the name of a key in a Secret. A wrong one may be the secret itself: it is not shown. */
export const secretKeyName: Check = inOrder(text, (value, property) =>
  value === undefined || isKeyName(value as string) ? [] : [notAllowed(property, '(not shown)', KEY_NAME)],
);

function isKeyName(key: string): boolean {
  return /^[-._A-Za-z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

/** Accepts keys of objects of some kinds. A value of another type may be a secret: it is not shown. */
function keyOf(kinds: string[], allowed: string): Check {
  return (value, property) => {
    if (value === undefined) return [];
    const { kind = '', objectName: name, key } = (value ?? {}) as Partial<IObjectKey>;
    if (!kinds.includes(kind) || (name === undefined && key === undefined))
      return [notAllowed(property, formatType(value), allowed)];
    const nameCheck = required(objectName(kind), `Pass the name of the ${kind}`);
    const keyCheck = required(kind === 'Secret' ? secretKeyName : configMapKeyName, `Pass a key of the ${kind}`);
    return [...nameCheck(name, `the ${kind} of ${property}`), ...keyCheck(key, `the key of ${property}`)];
  };
}

export const secretKey = keyOf(['Secret'], "a key of a Secret, such as SecretKey.of('mail', 'TOKEN')");
export const configMapKey = keyOf(['ConfigMap'], "a key of a ConfigMap, such as settings.key('level')");
export const objectKey = keyOf(['Secret', 'ConfigMap'], 'a key of a Secret or a ConfigMap');

/** Returns the error of an object in another namespace than the pod that reads it. */
export function objectKeyNamespaceErrors({ kind, objectName, namespace }: IObjectKey, podNamespace?: string): string[] {
  if (namespace === undefined || namespace === podNamespace) return [];
  const allowed = podNamespace === undefined ? 'which its chart does not set' : formatValue(podNamespace);
  const wayOut = `Create the ${kind} in that namespace too, and refer to it by name and key`;
  const property = `the namespace of the ${kind} ${formatValue(objectName)}`;
  return [notAllowed(property, formatValue(namespace), `the namespace of the pod, ${allowed}`, wayOut)];
}
