// Manifests that a cluster would refuse, or that put data at risk, stop synthesis before anything is written: also if a
// patch made them so.
import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { Password, Redis, Server } from 'cdk8s-webstack';
import { declareApplication, synthesizeChanged, type Application } from './application';

const container = '/spec/template/spec/containers/0';
const RESTRICTED = 'does not meet the Pod Security Standard "restricted", so the namespace "shop" refuses the pods.';
const NAME = "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit";
const YAML_BREAK = 'contains U+2028, which YAML cannot carry safely. Remove this character.';

test('accepts the application as it is', () => {
  expect(synthesizeChanged(() => {})).toEqual({ errors: [], warnings: [], files: ['shop.k8s.yaml'] });
});

const objectIn = (scope: Chart, manifest: object) =>
  new ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'ConfigMap', ...manifest });

test.each<[string, (application: Application) => void, string[]]>([
  [
    'a line break of Unicode in an annotation',
    ({ routes }) => routes.plain!.metadata.addAnnotation('example.com/cause', 'login\u2028    x: y'),
    [`[shop/routes/Plain] the Ingress.metadata.annotations.example.com/cause ${YAML_BREAK}`],
  ],
  [
    'a line break of Unicode in a key of a patch',
    ({ server }) =>
      server.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/nodeSelector', { 'a\u2028b': 'c' })),
    [`[shop/server/Deployment] a name in the Deployment.spec.template.spec.nodeSelector ${YAML_BREAK}`],
  ],
  [
    'half a surrogate in a label',
    ({ server }) => server.service.metadata.addLabel('a', '\ud800'),
    [
      '[shop/server/Service] the Service.metadata.labels.a contains U+D800, which YAML cannot carry safely. Remove this character.',
    ],
  ],
  [
    'a path that routes have too, in an Ingress of the same class',
    ({ app }) => {
      const paths = ['/', '/api/', '/blog'].map((path) => ({ path, pathType: 'Prefix', backend: {} }));
      const rules = [{ host: 'shop.example.com', http: { paths } }];
      const manifest = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        spec: { ingressClassName: 'nginx', rules },
      };
      objectIn(new Chart(app, 'admin', { namespace: 'admin' }), manifest);
    },
    [
      '[admin/object] its path "/" of shop.example.com is that of the Ingress routes too: ingress-nginx refuses the second one. Declare the path as a Route, or use another host.',
    ],
  ],
  [
    'an annotation that is read as a number',
    ({ routes }) => routes.plain!.metadata.addAnnotation('a', '0o17'),
    [
      '[shop/routes/Plain] the Ingress.metadata.annotations.a is text that some YAML parsers read as a number. Write it in another way, or read it from a Secret or ConfigMap that is created elsewhere.',
    ],
  ],
  [
    'a label that is not valid',
    ({ server }) => server.service.metadata.addLabel('a b', 'c\nd'),
    [
      `[shop/server/Service] the key "a b" of the Service.metadata.labels is not valid; allowed: ${NAME}, optionally after a DNS name and '/'.`,
      `[shop/server/Service] the Service.metadata.labels["a b"] is "c\\nd"; allowed: ${NAME}.`,
    ],
  ],
  [
    'a label that a patch makes a number',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.add('/metadata/labels/a', 1)),
    ['[shop/server/Deployment] the Deployment.metadata.labels["a"] is a number; allowed: text.'],
  ],
  [
    'labels of a plain chart',
    ({ app }) =>
      new Redis(new Chart(app, 'plain', { namespace: 'plain', labels: { 'a b': 'c' } }), 'redis', {
        password: Password.none(),
      }),
    [`[plain] the key "a b" of labels is not valid; allowed: ${NAME}, optionally after a DNS name and '/'.`],
  ],
  [
    'a namespace of a plain chart that is read as a number',
    ({ app }) => objectIn(new Chart(app, 'plain', { namespace: '0o17' }), {}),
    [
      '[plain/object] the ConfigMap.metadata.namespace is text that some YAML parsers read as a number. Write it in another way, or read it from a Secret or ConfigMap that is created elsewhere.',
    ],
  ],
  [
    'an object whose kind a patch removes',
    ({ server }) => server.service.addJsonPatch(JsonPatch.remove('/kind')),
    ['[shop/server/Service] the object has no kind. Do not remove it by a patch.'],
  ],
  [
    'two pods on the volume of a database',
    ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 2)),
    [
      '[shop/postgres/Deployment] spec.replicas is 2 and spec.strategy.type is Recreate; allowed: 1 and Recreate (two pods on one volume can destroy its data). Remove the patch.',
    ],
  ],
  [
    'a rolling update of a database',
    ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.replace('/spec/strategy', { type: 'RollingUpdate' })),
    [
      '[shop/postgres/Deployment] spec.replicas is 1 and spec.strategy.type is RollingUpdate; allowed: 1 and Recreate (two pods on one volume can destroy its data). Remove the patch.',
    ],
  ],
  [
    'a database that becomes a StatefulSet',
    ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.replace('/kind', 'StatefulSet')),
    [
      '[shop/postgres/Deployment] the kind is StatefulSet; allowed: Deployment (two pods on one volume can destroy its data: those of the Deployment that may already run, and those of the new object). Remove the patch.',
    ],
  ],
  [
    'a Job of others on the volume of a database',
    ({ app }) =>
      objectIn(new Chart(app, 'backup', { namespace: 'shop' }), {
        apiVersion: 'batch/v1',
        kind: 'Job',
        spec: {
          template: {
            spec: {
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'copy',
                  image: 'copy:1',
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
                  volumeMounts: [{ name: 'data', mountPath: '/data' }],
                },
              ],
              volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'postgres' } }],
            },
          },
        },
      }),
    [
      '[backup/object] its pod mounts the claim postgres of the Deployment postgres: two pods on one volume can destroy its data. Remove the volume, or mount it read-only.',
    ],
  ],
  [
    'a negative number of pods',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', -1)),
    ['[shop/server/Deployment] the Deployment.spec.replicas is -1; allowed: a whole number from 0.'],
  ],
  [
    'a limit below the request',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace(`${container}/resources/limits/memory`, '100Mi')),
    [
      '[shop/server/Deployment] the Deployment.containers[server].resources.limits.memory is 100Mi; allowed: at least 256Mi (its request). Change both.',
    ],
  ],
  [
    'objects that are too large, as they were declared',
    ({ stack }) => {
      const env = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`A${index}`, 'x'.repeat(1e5)]));
      new Server(stack, 'large', { image: 'example/large:1.4.0', env });
      objectIn(stack, { data: { a: 'x'.repeat(2 ** 20 + 1) } });
    },
    [
      '[shop/large/Deployment] the Deployment has 1602945 bytes; allowed: 1572864 (the cluster stores no more). Its largest part is the Deployment.spec.template.spec.containers[large].env, with 1600407 bytes: split the object, or move texts into volumes.',
      '[shop/object] the data of the ConfigMap has 1048577 bytes; allowed: 1048576 (the cluster stores no more). Keep large files in a volume or in the image.',
    ],
  ],
  [
    'a selector that does not match',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.add('/spec/selector/matchLabels/a', 'b')),
    [
      '[shop/server/Deployment] the Deployment.spec.selector does not select the labels of its own pods, so the cluster refuses it. Change both, or neither.',
    ],
  ],
  [
    'a privileged container',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.add(`${container}/securityContext/privileged`, true)),
    [
      '[shop/server/Deployment] containers[server] of the Deployment is privileged, but allowPrivilegeEscalation is false. Change one of them.',
    ],
  ],
  [
    'a pod in the network of its node, in a restricted namespace',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true)),
    [`[shop/server/Deployment] the pod of the Deployment ${RESTRICTED} It must have no hostNetwork.`],
  ],
  [
    'a sidecar without a security context',
    ({ server }) =>
      server.deployment.addJsonPatch(
        JsonPatch.add('/spec/template/spec/containers/-', { name: 'log', image: 'log:1' }),
      ),
    [
      `[shop/server/Deployment] containers[log] of the Deployment ${RESTRICTED} Its securityContext needs allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }.`,
    ],
  ],
  [
    'a Job of others that a restricted namespace refuses',
    ({ stack }) =>
      objectIn(stack, {
        apiVersion: 'batch/v1',
        kind: 'Job',
        spec: { template: { spec: { hostNetwork: true, containers: [{ name: 'sweep', image: 'sweep:1' }] } } },
      }),
    [
      `[shop/object] the pod of the Job ${RESTRICTED} It must have no hostNetwork.`,
      `[shop/object] containers[sweep] of the Job ${RESTRICTED} Its securityContext needs allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }.`,
    ],
  ],
  [
    'two containers with one name',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.copy(container, '/spec/template/spec/containers/-')),
    ['[shop/server/Deployment] the Deployment has two containers with the name server. Rename one of them.'],
  ],
  [
    'a container without an image',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.remove(`${container}/image`)),
    ['[shop/server/Deployment] containers[server] of the Deployment has no image. Set one.'],
  ],
  [
    'a volume that is mounted, but was removed',
    ({ redis }) => redis.deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/volumes', [])),
    [
      '[shop/redis/Deployment] containers[redis] of the Deployment mounts the volume writable, which the pod does not have. Add the volume, or remove the mount.',
    ],
  ],
  [
    'a pod without containers',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.remove(container)),
    ['[shop/server/Deployment] the Deployment has no containers. Do not remove them by a patch.'],
  ],
  [
    'an object that a patch gives the name of another one',
    ({ server }) => server.service.addJsonPatch(JsonPatch.replace('/metadata/name', 'client')),
    ['[shop/server/Service] shop/client/Service is the Service client too. Give one of the two another name.'],
  ],
  [
    'objects that depend on each other',
    ({ redis, server }) => {
      redis.node.addDependency(server);
      server.node.addDependency(redis);
    },
    ['[shop/redis] the dependencies form a cycle: shop/redis => shop/server => shop/redis. Remove one of them.'],
  ],
  [
    'charts that depend on each other',
    ({ app, stack }) => {
      const other = new Chart(app, 'other');
      other.addDependency(stack);
      stack.addDependency(other);
    },
    ['[shop] the dependencies form a cycle: shop => other => shop. Remove one of them.'],
  ],
])('rejects %s', (_, change, errors) => {
  expect(synthesizeChanged(change)).toEqual({ errors, warnings: [], files: [] });
});

test.each<[JsonPatch, string]>([
  [
    JsonPatch.replace('/spec/replica', 2),
    '(replace "/spec/replica") has no target: "/spec/replica" does not exist. Create it with JsonPatch.add, or correct the path.',
  ],
  [
    JsonPatch.remove('/spec/missing/field'),
    '(remove "/spec/missing/field") has no target: "/spec/missing/field" does not exist. Correct the path.',
  ],
  [
    JsonPatch.add('spec/paused', true),
    `(add "spec/paused") needs a path that begins with '/', such as "/spec/replicas".`,
  ],
  [JsonPatch.add('/spec/missing/field', 1), '(add "/spec/missing/field") has no target. Correct the path.'],
  [JsonPatch.add(`${container}s/7`, 1), `(add "${container}s/7") has no target. Correct the path.`],
  [
    JsonPatch.add('/spec/template/spec/containers/7', {}),
    '(add "/spec/template/spec/containers/7") has no target. Correct the path.',
  ],
  [
    JsonPatch.move('/spec/missing', '/spec/paused'),
    '(move "/spec/paused") has no target: "/spec/missing" does not exist. Correct the path.',
  ],
  [JsonPatch.test('/spec/replicas', 'secret'), '(test "/spec/replicas") cannot be applied.'],
])('names the patch that fails: %j', (patch, error) => {
  const { errors, files } = synthesizeChanged(({ server }) => server.deployment.addJsonPatch(patch));
  expect(errors).toEqual([`[shop/server/Deployment] patch 1 ${error}`]);
  expect(files).toEqual([]);
});

test('writes no stack if a patch of another stack fails', () => {
  const { errors, files } = synthesizeChanged(({ app }) => {
    const { deployment } = new Redis(new Chart(app, 'zoo', { namespace: 'zoo' }), 'redis', {
      password: Password.none(),
    });
    deployment.addJsonPatch(JsonPatch.remove('/spec/missing'));
  });
  expect(errors).toEqual([
    '[zoo/redis/Deployment] patch 1 (remove "/spec/missing") has no target: "/spec/missing" does not exist. Correct the path.',
  ]);
  expect(files).toEqual([]);
});

test('Testing.synth rejects the same, and forgets an error that was mended', () => {
  const { stack, server } = declareApplication();
  server.service.metadata.addLabel('a b', 'c');
  expect(() => Testing.synth(stack)).toThrow('[shop/server/Service] the key "a b"');
  server.service.addJsonPatch(JsonPatch.remove('/metadata/labels/a b'));
  expect(Testing.synth(stack)).toEqual(Testing.synth(declareApplication().stack));
});

test('renders each object once', () => {
  const { app, server } = declareApplication();
  const render = jest.spyOn(Object.getPrototypeOf(server.service), 'toJson');
  app.synthYaml();
  const objects = app.node.findAll().filter(ApiObject.isApiObject);
  expect(render).toHaveBeenCalledTimes(objects.length + 1); // the Namespace once more, without its patch
  render.mockRestore();
});
