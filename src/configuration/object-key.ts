import { objectNameMistake } from '../checks/names';
import { shown, typeName } from '../checks/messages';
import { type Kind } from '../checks/declaration';

/** One key of a Secret or a ConfigMap: where a variable or a file has its content from. */
export interface IObjectKey {
  /** `Secret` or `ConfigMap`. */
  readonly kind: string;
  /** The object's name, in the namespace of the pod that uses it. */
  readonly objectName: string;
  /** The key in the object. */
  readonly key: string;
  /**
   * The object's namespace, where it is known.
   * @default - not known: the one of the pod that uses it
   */
  readonly namespace?: string;
}

/** One key of a Secret. */
export class SecretKey implements IObjectKey {
  /**
   * A key of a Secret that is already there, or is made elsewhere.
   * @param secret the Secret's name
   * @param key the key in the Secret
   * @param namespace the Secret's namespace, where it is known
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
   * A key of a ConfigMap that is already there, or is made elsewhere.
   * @param configMap the ConfigMap's name
   * @param key the key in the ConfigMap
   * @param namespace the ConfigMap's namespace, where it is known
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

/** What is wrong with a key, for a pod in a namespace. */
export function keyMistakes(key: IObjectKey, podNamespace?: string): string[] {
  return [...nameMistakes(key), ...elsewhereMistakes(key, podNamespace)];
}

/**
 * What is wrong with the names of an object and its key.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function nameMistakes({ kind, objectName, key }: IObjectKey): string[] {
  const found = [objectNameMistake(kind, objectName)].filter((mistake) => mistake !== undefined);
  if (isKey(key)) return found;
  const given = kind === 'Secret' ? `the key given for the Secret ${shown(objectName)}` : shown(key); // it may be a password
  return [...found, `${given} is no key of a ${kind}; ${ALLOWED_IN_KEYS}`];
}

/** That an object is in another namespace than the pod that reads it. */
export function elsewhereMistakes({ kind, objectName, namespace }: IObjectKey, podNamespace?: string): string[] {
  if (namespace === undefined || namespace === podNamespace) return [];
  return [
    `the ${kind} ${shown(objectName)} is in the namespace ${shown(namespace)}, and a pod reads those of its own ` +
      `(${podNamespace === undefined ? 'its chart names none' : shown(podNamespace)}); keep one there as well, and name it by its name and key`,
  ];
}

/** Whether a ConfigMap or Secret can have a key of that name. */
export function isKey(key: string): boolean {
  return typeof key === 'string' && /^[-._A-Za-z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

export const ALLOWED_IN_KEYS = "allowed are letters, digits, '-', '_' and '.', at most 253, and not '.' or '..' first";

/** A property that is a key of one of some kinds of objects. What stands in its place may be a secret: it is not shown. */
export function objectKey(kinds: string[], what: string): Kind {
  return (value, property) => {
    const { kind, objectName, key } = (value ?? {}) as Partial<IObjectKey>;
    if (kinds.includes(kind ?? '') && objectName !== undefined && key !== undefined) return [];
    return [`${property} is ${typeName(value)}; allowed is ${what}`];
  };
}

export const SECRET_KEY = objectKey(['Secret'], "a key of a Secret, such as SecretKey.of('mail', 'TOKEN')");
export const CONFIG_MAP_KEY = objectKey(['ConfigMap'], 'a key of a ConfigMap, such as settings.key("level")');
export const OBJECT_KEY = objectKey(['Secret', 'ConfigMap'], 'a key of a Secret or a ConfigMap');
