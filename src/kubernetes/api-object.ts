import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { report, shown } from '../wiring/mistake';
import { namespaceKey, Registry } from '../wiring/registry';
import { textMistakes } from './text';

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

/** Objects by what a cluster tells them apart by. */
const names = new Registry<ApiObject>();

/** Makes one API object of a component, and reports a name that another object of the app already has. */
export function apiObject(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  const namespace = object.kind === 'Namespace' ? '' : namespaceKey(object);
  const other = names.other(scope, [object.kind, namespace, object.name].join('\n'), object);
  report(scope, other && collision(object, other), ...textMistakes(manifest, `the ${object.kind}`));
  return object;
}

function collision(object: ApiObject, other: ApiObject): string {
  const owner = other.node.scope!.node.path;
  if (object.kind === 'Namespace') {
    return `the namespace ${shown(object.name)} is already made by ${owner}; set createNamespace: false here`;
  }
  return `the ${object.kind} ${shown(object.name)} is already made by ${owner}; choose another id`;
}
