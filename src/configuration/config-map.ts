import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { immutableConfigMap } from '../kubernetes/config-map';
import { identify } from '../identity/identity';
import { checked, recordOf, required, texts } from '../checks/check';
import { report, shown, textOnly } from '../checks/messages';
import { declared, type Shape } from '../checks/declaration';
import { ALLOWED_IN_KEYS, ConfigMapKey, isKey } from './object-key';

/** What a ConfigMap holds. */
export interface ConfigMapProps {
  /** The content by key: values of variables, or whole files. */
  readonly data: Record<string, string>;
}

const CONFIG_MAP: Shape<ConfigMapProps> = { data: required(recordOf(checked, 'texts'), 'name keys and their texts') };

/**
 * An immutable ConfigMap, named by its content: a change makes a new one, and so rolls the pods that use it.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
 */
export class ConfigMap extends Construct {
  /** The ConfigMap. */
  public readonly apiObject: ApiObject;
  private readonly keys: string[];

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    const { name, labels } = identify(this, id, 'configuration');
    const { data: given = {} } = declared(this, props, CONFIG_MAP);
    const { props: data } = texts(given, 'data');
    this.keys = Object.keys(data);
    report(this, ...textOnly('data', given), ...dataMistakes(data));
    this.apiObject = immutableConfigMap(this, { name: `${name}-${fingerprint(data)}`, labels }, data);
  }

  /** One of its keys, for `config` or `files` of a workload. */
  public key(key: string): ConfigMapKey {
    if (!this.keys.includes(key)) report(this, `there is no key ${shown(key)}; there are ${this.keys.join(', ')}`);
    return ConfigMapKey.of(this.apiObject.name, key, this.apiObject.metadata.namespace);
  }
}

const LIMIT = 1024 * 1024;

function dataMistakes(data: Record<string, string>): string[] {
  const size = Object.entries(data).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  return [
    ...Object.keys(data)
      .filter((key) => !isKey(key))
      .map((key) => `${shown(key)} is no key of a ConfigMap; ${ALLOWED_IN_KEYS}`),
    ...(size > LIMIT
      ? [`the data is ${size} bytes; allowed are ${LIMIT}: keep large files in a volume or in the image`]
      : []),
  ];
}

function fingerprint(data: Record<string, string>): string {
  const content = JSON.stringify(Object.entries(data).sort());
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
