import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { inOrder, mapOf, required, text, type Check } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatMapKey } from '../checks/format-words';
import { formatNames, notAllowed } from '../checks/messages';
import { countBytes, readProperties } from '../checks/objects';
import { objectName } from '../checks/names';
import { STAND_IN } from '../checks/parameter';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { createIdentity } from '../identity/identity';
import { createImmutableConfigMap } from '../kubernetes/config-map';
import { Platform } from '../platform/platform';
import { setNotSecret } from '../synthesis/clear-text';
import { notSecretNames, secretTextErrors } from './clear-text-errors';
import { withSize } from './config-map-sizes';
import { ConfigMapKey, configMapDataKey } from './object-key';

/** The content of a ConfigMap. */
export interface ConfigMapProps {
  /** The texts by key: values of variables, or contents of files. At most 1 MiB in all. Passwords
   * and tokens are rejected unless the platform is disposable. */
  readonly data: Record<string, string>;
  /**
   * Names of keys whose values are no secrets, although their names look like it.
   * @default - none
   */
  readonly notSecret?: string[];
}

const MOST_BYTES = 1024 * 1024;

const fits: Check = (value, property) => {
  const bytes = countBytes(value);
  return bytes <= MOST_BYTES
    ? []
    : [`${property} has ${bytes} bytes; allowed: ${MOST_BYTES}. Keep large files in a volume or in the image.`];
};

const keyed = mapOf(text, 'texts', configMapDataKey);

const CONFIG_MAP_CHECKS: Checks<ConfigMapProps> = {
  data: required(
    inOrder(mapOf(text, 'texts'), (value, property) => [...keyed(value, property), ...fits(value, property)]),
    "Set keys and their texts, such as { level: 'info' }",
  ),
  notSecret: notSecretNames,
};

/**
 * An immutable ConfigMap whose name contains a hash of its content. If the content changes, a new ConfigMap is created,
 * and the pods that use it roll out.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
 */
export class ConfigMap extends Construct {
  /** The ConfigMap. */
  public readonly apiObject: ApiObject;
  /** Undefined if a part of the data was rejected. */
  private readonly data?: Record<string, string>;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, checkedId(scope, id, new.target.name));
    const { name, labels } = createIdentity(this, id, 'configuration');
    const { data, notSecret } = validateProps(this, props, CONFIG_MAP_CHECKS);
    const content = { ...data };
    setNotSecret(this, notSecret);
    this.data = data && countKeys(data) === countKeys(props.data) ? data : undefined;
    if (!Platform.of(this).disposable) reportErrors(this, ...secretTextErrors(data, 'data', notSecret, A_SECRET));
    this.apiObject = createImmutableConfigMap(this, { name: `${name}-${fingerprint(content)}`, labels }, content);
  }

  /** Returns one of its keys, for `config` or `files` of a workload. */
  public key(key: string): ConfigMapKey {
    const { name, metadata } = this.apiObject;
    const { data } = this;
    const text: string | undefined = typeof key === 'string' ? key : undefined;
    const isKnown = text !== undefined && data !== undefined && Object.hasOwn(data, text);
    const error = data && !isKnown ? unknownKeyError(key, Object.keys(data)) : undefined;
    reportErrors(this, error);
    const isNamed = objectName('ConfigMap')(name, 'the name').length === 0; // else the ConfigMap itself has an error
    const own = ConfigMapKey.of(isNamed ? name : STAND_IN.name, error ? STAND_IN.name : key, metadata.namespace);
    return withSize(own, isKnown ? data[text] : undefined);
  }
}

const A_SECRET = 'a Secret, and refer to its key by SecretKey.of(name, key)';

/** Valid data is a copy. Of what was passed, any property may throw. */
function countKeys(data: object): number {
  return Object.keys(readProperties(data)).length;
}

function unknownKeyError(key: string, keys: string[]): string {
  const allowed = keys.length > 0 ? formatNames(keys) : 'none, as data is empty';
  return notAllowed('the key of ConfigMap.key', formatMapKey(key), allowed);
}

/** Returns a short hash of the content, whatever the order of its keys. */
function fingerprint(data: Record<string, string>): string {
  const content = JSON.stringify(Object.entries(data).sort());
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
