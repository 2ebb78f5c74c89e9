/** One key of a Secret or a ConfigMap: where a variable or a file has its content from. */
export interface IObjectKey {
  /** `Secret` or `ConfigMap`. */
  readonly kind: string;
  /** The object's name, in the namespace of the pod that uses it. */
  readonly objectName: string;
  /** The key in the object. */
  readonly key: string;
}

/** One key of a Secret. */
export class SecretKey implements IObjectKey {
  /**
   * A key of a Secret that is already there, or is made elsewhere.
   * @param secret the Secret's name
   * @param key the key in the Secret
   */
  public static of(secret: string, key: string): SecretKey {
    return new SecretKey(secret, key);
  }

  public readonly kind = 'Secret';

  private constructor(
    public readonly objectName: string,
    public readonly key: string,
  ) {}
}

/** One key of a ConfigMap. */
export class ConfigMapKey implements IObjectKey {
  /**
   * A key of a ConfigMap that is already there, or is made elsewhere.
   * @param configMap the ConfigMap's name
   * @param key the key in the ConfigMap
   */
  public static of(configMap: string, key: string): ConfigMapKey {
    return new ConfigMapKey(configMap, key);
  }

  public readonly kind = 'ConfigMap';

  private constructor(
    public readonly objectName: string,
    public readonly key: string,
  ) {}
}
