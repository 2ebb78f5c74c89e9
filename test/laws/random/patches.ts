// Random patches of a random app: some are harmless, some lose something, some break the manifest.
import { ApiObject, JsonPatch, type App } from 'cdk8s';
import type { Draw } from './draw';

type Patch = (draw: Draw, object: ApiObject) => void;

const POD = '/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;

const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** Patches of any object. */
const GENERAL: Patch[] = [
  (draw, { metadata }) => metadata.addLabel(draw.pick('team', 'example.com/team', 'a b'), draw.pick('web', '', 'a b')),
  (draw, { metadata }) => metadata.addAnnotation(draw.pick('team', 'a b'), draw.pick('text', 'a: b', 'a\n---\n')),
  (draw, object) => object.addJsonPatch(JsonPatch.replace('/metadata/name', draw.pick('other', 'Other', 'a b'))),
  (_, object) => object.addJsonPatch(JsonPatch.remove('/spec/missing')),
  (_, object) => object.addJsonPatch(JsonPatch.remove('/metadata/name')),
  (_, object) => object.addJsonPatch(JsonPatch.remove('/kind')),
];

/** Patches of each kind of object. */
const SPECIAL: Record<string, Patch[]> = {
  Deployment: [
    (draw, object) => object.addJsonPatch(JsonPatch.add('/spec/replicas', draw.integer(0, 3))),
    (_, object) => object.addJsonPatch(JsonPatch.replace('/spec/strategy', { type: 'RollingUpdate' })),
    (_, object) => object.addJsonPatch(JsonPatch.add('/spec/selector/matchLabels/team', 'web')),
    (_, object) => object.addJsonPatch(JsonPatch.remove('/spec/selector')),
    (_, object) => object.addJsonPatch(JsonPatch.remove(`${POD}/volumes`)),
    (_, object) => object.addJsonPatch(JsonPatch.remove(`${CONTAINER}/image`)),
    (_, object) => object.addJsonPatch(JsonPatch.remove(`${CONTAINER}/resources`)),
    (_, object) => object.addJsonPatch(JsonPatch.remove(CONTAINER)),
    (draw, object) => object.addJsonPatch(JsonPatch.add(`${CONTAINER}/securityContext/privileged`, draw.boolean())),
    (draw, object) => {
      const securityContext = draw.pick(undefined, restricted);
      object.addJsonPatch(JsonPatch.add(`${POD}/containers/-`, { name: 'log', image: 'log:1', securityContext }));
    },
    (_, object) => object.addJsonPatch(JsonPatch.add(`${POD}/hostNetwork`, true)),
  ],
  NetworkPolicy: [
    (draw, object) => object.addJsonPatch(JsonPatch.replace('/spec/ingress', draw.pick([{}], []))),
    (_, object) => object.addJsonPatch(JsonPatch.replace('/spec/podSelector', {})),
  ],
  Service: [(_, object) => object.addJsonPatch(JsonPatch.add('/spec/selector/team', 'web'))],
};

/** Patches an object of an app. */
export function patchAtRandom(draw: Draw, app: App): void {
  draw.within('patch', () => {
    const objects = app.node.findAll().filter(ApiObject.isApiObject);
    if (objects.length === 0) return;
    const object = draw.pick(...objects);
    draw.pick(...GENERAL, ...(SPECIAL[object.kind] ?? []), ...(SPECIAL[object.kind] ?? []))(draw, object);
  });
}
