import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { report } from '../checks/messages';
import { watchName } from './collisions';
import { textMistakes } from '../manifests/text';

/** A manifest as it is written, less what is the same for all. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** Makes one API object of a component, and reports what no cluster or reader of YAML takes. */
export function apiObject(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  watchName(object, scope);
  report(scope, ...textMistakes(manifest, `the ${object.kind}`));
  return object;
}
