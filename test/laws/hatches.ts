// The ways past the declaration, each with a place for a value.
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ConfigMap, WebStack } from 'cdk8s-webstack';

interface Scene {
  readonly app: App;
  readonly stack: WebStack;
  readonly object: ApiObject;
}

export const HATCHES: Record<string, (scene: Scene, value: string) => void> = {
  'addAnnotation, value': ({ object }, value) => object.metadata.addAnnotation('key', value),
  'addAnnotation, key': ({ object }, value) => object.metadata.addAnnotation(value, 'value'),
  'addLabel, value': ({ object }, value) => object.metadata.addLabel('key', value),
  'addLabel, key': ({ object }, value) => object.metadata.addLabel(value, 'value'),
  'addJsonPatch, value': ({ object }, value) => object.addJsonPatch(JsonPatch.add('/metadata/finalizers', [value])),
  'addJsonPatch, key': ({ object }, value) => object.addJsonPatch(JsonPatch.add('/spec', { [value]: 'value' })),
  'addJsonPatch, path': ({ object }, value) =>
    object.addJsonPatch(JsonPatch.add(`/metadata/annotations`, {}), JsonPatch.add(value, 'value')),
  'a label of a chart': ({ app }, value) => addObject(new Chart(app, 'plain', { labels: { key: value } })),
  'a namespace of a chart': ({ app }, value) => addObject(new Chart(app, 'plain', { namespace: value })),
  'a name of an object': ({ stack }, value) => addObject(stack, { metadata: { name: value } }),
  'a text of an object': ({ stack }, value) => addObject(stack, { data: { key: value } }),
  'a key of an object': ({ stack }, value) => addObject(stack, { data: { [value]: 'value' } }),
};

function addObject(scope: Chart, manifest: object = {}): void {
  new ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'ConfigMap', ...manifest });
}

/** One object of the library: each text is parsed three times. */
export function declareScene(): Scene {
  const app = new App();
  const stack = new WebStack(app, 'stack', { createNamespace: false });
  return { app, stack, object: new ConfigMap(stack, 'settings', { data: { key: 'value' } }).apiObject };
}

/** Opens a hatch with a value. Returns the manifests, or the error. */
export function openHatch(hatch: string, value: unknown): { yaml?: string; objects?: object[]; error?: string } {
  const scene = declareScene();
  const { app } = scene;
  try {
    HATCHES[hatch](scene, value as string);
    return { yaml: app.synthYaml(), objects: app.charts.flatMap((chart) => chart.toJson() as object[]) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
