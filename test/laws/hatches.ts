// The ways past the declaration, each with a place for a value.
import { ApiObject, App, Chart, JsonPatch, type ApiObjectProps } from 'cdk8s';
import { ConfigMap, WebStack } from 'cdk8s-webstack';
import type { Manifest } from '../manifests';

interface Scene {
  readonly app: App;
  readonly stack: WebStack;
  readonly object: ApiObject;
}

/** A way past the declaration. */
interface Hatch {
  readonly open: (scene: Scene, value: never) => void;
  /** Returns what is written at the place of the value. */
  readonly read?: (objects: Manifest[]) => unknown;
  /** Returns the names that are written at the place of the value. */
  readonly readNames?: (objects: Manifest[]) => string[];
  /** Whether null and undefined mean that there is no value: it is left out, or has a default. */
  readonly isOptional?: boolean;
}

const settings = (objects: Manifest[]): Manifest => objects.find(({ kind }) => kind === 'ConfigMap');
const own = (objects: Manifest[]): Manifest =>
  objects.find(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] !== 'settings');
const keys = (map: object | undefined) => Object.keys(map ?? {});

export const HATCHES: Record<string, Hatch> = {
  'addAnnotation, value': {
    open: ({ object }, value) => object.metadata.addAnnotation('key', value),
    read: (objects) => settings(objects).metadata.annotations.key,
  },
  'addAnnotation, key': {
    open: ({ object }, value) => object.metadata.addAnnotation(value, 'value'),
    readNames: (objects) => keys(settings(objects).metadata.annotations),
  },
  'addLabel, value': {
    open: ({ object }, value) => object.metadata.addLabel('key', value),
    read: (objects) => settings(objects).metadata.labels.key,
  },
  'addLabel, key': {
    open: ({ object }, value) => object.metadata.addLabel(value, 'value'),
    readNames: (objects) => keys(settings(objects).metadata.labels),
  },
  addFinalizers: {
    open: ({ object }, value) => object.metadata.addFinalizers(value),
    read: (objects) => settings(objects).metadata.finalizers[0],
  },
  'addJsonPatch, a list': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.add('/metadata/finalizers', [value])),
    read: (objects) => settings(objects).metadata.finalizers[0],
  },
  'addJsonPatch, value': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.add('/spec', value)),
    read: (objects) => settings(objects).spec,
  },
  'addJsonPatch, value in a value': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.add('/spec', { list: [{ value }] })),
    read: (objects) => settings(objects).spec.list[0].value,
    isOptional: true,
  },
  'addJsonPatch, replaced value': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.replace('/data', value)),
    read: (objects) => settings(objects).data,
  },
  'addJsonPatch, key': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.add('/spec', { [value]: 'value' })),
    readNames: (objects) => keys(settings(objects).spec),
  },
  'addJsonPatch, path': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.add(value, 'value')),
  },
  'addJsonPatch, from': {
    open: ({ object }, value) => object.addJsonPatch(JsonPatch.copy(value, '/spec')),
  },
  'addJsonPatch, op': {
    open: ({ object }, op) => object.addJsonPatch(patchOf({ op, path: '/spec', value: 'value' })),
  },
  'addJsonPatch, operation': {
    open: ({ object }, operation) => object.addJsonPatch(patchOf(operation)),
  },
  addJsonPatch: {
    open: ({ object }, value) => object.addJsonPatch(value),
  },
  addDependency: {
    open: ({ object }, value) => object.addDependency(value),
  },
  'addDependency of a chart': {
    open: ({ stack }, value) => stack.addDependency(value),
  },
  'addDependency of the app': {
    open: ({ app }, value) => app.node.addDependency(value),
  },
  'a label of a chart': {
    open: ({ app }, value) => addObject(new Chart(app, 'plain', { labels: { key: value } })),
    read: (objects) => own(objects).metadata.labels.key,
  },
  'the labels of a chart': {
    open: ({ app }, labels) => addObject(new Chart(app, 'plain', { labels })),
    read: (objects) => own(objects).metadata.labels ?? {},
    isOptional: true,
  },
  'a namespace of a chart': {
    open: ({ app }, namespace) => addObject(new Chart(app, 'plain', { namespace })),
    read: (objects) => own(objects).metadata.namespace,
    isOptional: true,
  },
  'a name of an object': {
    open: ({ stack }, name) => addObject(stack, { metadata: { name } }),
    read: (objects) => own(objects).metadata.name,
  },
  'a namespace of an object': {
    open: ({ stack }, namespace) => addObject(stack, { metadata: { namespace } }),
    read: (objects) => own(objects).metadata.namespace,
    isOptional: true, // then it is that of its chart
  },
  'a label of an object': {
    open: ({ stack }, key) => addObject(stack, { metadata: { labels: { key } } }),
    read: (objects) => own(objects).metadata.labels.key,
  },
  'a kind of an object': {
    open: ({ stack }, kind) => addObject(stack, { kind }),
    read: (objects) => own(objects).kind,
  },
  'a text of an object': {
    open: ({ stack }, value) => addObject(stack, { data: { key: value } }),
    read: (objects) => own(objects).data.key,
    isOptional: true,
  },
  'an item of an object': {
    open: ({ stack }, value) => addObject(stack, { spec: { list: ['first', value] } }),
    read: (objects) => own(objects).spec.list[1],
  },
  'a field of an object': {
    open: ({ stack }, spec) => addObject(stack, { spec }),
    read: (objects) => own(objects).spec,
    isOptional: true,
  },
  'a key of an object': {
    open: ({ stack }, value) => addObject(stack, { data: { [value]: 'value' } }),
    readNames: (objects) => keys(own(objects).data),
  },
};

function addObject(scope: Chart, manifest: Partial<ApiObjectProps> = {}): void {
  new ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'Thing', ...manifest });
}

function patchOf(operation: unknown): JsonPatch {
  return { _toJson: () => operation } as unknown as JsonPatch;
}

/** One object of the library: each text is parsed three times. */
export function declareScene(): Scene {
  const app = new App();
  const stack = new WebStack(app, 'stack', { createNamespace: false });
  return { app, stack, object: new ConfigMap(stack, 'settings', { data: { key: 'value' } }).apiObject };
}

/** The manifests, or the error. */
export interface Opened {
  readonly yaml?: string;
  readonly objects?: Manifest[];
  readonly error?: Error;
  /** Whether cdk8s or the value itself failed before anything was synthesized. */
  readonly isRejectedAtOnce?: boolean;
}

/** Opens a hatch with a value. */
export function openHatch(hatch: string, value: unknown): Opened {
  const scene = declareScene();
  const { app } = scene;
  try {
    HATCHES[hatch].open(scene, value as never);
  } catch (error) {
    return { error: error as Error, isRejectedAtOnce: true };
  }
  try {
    return { yaml: app.synthYaml(), objects: app.charts.flatMap((chart) => chart.toJson() as Manifest[]) };
  } catch (error) {
    return { error: error as Error };
  }
}
