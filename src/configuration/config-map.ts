import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { immutableConfigMap } from '../kubernetes/config-map';
import { identify } from '../wiring/identity';
import { report, shown } from '../wiring/mistake';
import { ConfigMapKey } from './object-key';

/** What a ConfigMap holds. */
export interface ConfigMapProps {
  /** The content by key: values of variables, or whole files. */
  readonly data: Record<string, string>;
}

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
    const { name, labels } = identify(this, 'configuration');
    this.keys = Object.keys(props.data);
    this.apiObject = immutableConfigMap(this, { name: `${name}-${fingerprint(props.data)}`, labels }, props.data);
  }

  /** One of its keys, for `config` or `files` of a workload. */
  public key(key: string): ConfigMapKey {
    if (!this.keys.includes(key)) report(this, `there is no key ${shown(key)}; there are ${this.keys.join(', ')}`);
    return ConfigMapKey.of(this.apiObject.name, key);
  }
}

function fingerprint(data: Record<string, string>): string {
  const content = JSON.stringify(Object.entries(data).sort());
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
