import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { findTextErrors } from '../manifests/text';
import { setDeclared } from '../synthesis/declared';
import { recordComponent } from '../synthesis/forgotten';
import { watchSynthesis } from '../synthesis/synthesis';
import { reportTextErrors } from '../synthesis/text-errors';
import { watchObjectName } from './collisions';

/** The manifest of an API object. */
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

/** Creates an API object of a component, and reports name collisions and text that YAML cannot carry. */
export function createApiObject(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  setDeclared(object, { component: scope, manifest });
  recordComponent(scope);
  watchSynthesis(object);
  watchObjectName(object);
  reportTextErrors(scope, findTextErrors(manifest, `the ${object.kind}`));
  return object;
}
