// Changes that open what a component protects, or that endanger its data.
import { ApiObject, JsonPatch } from 'cdk8s';
import { podSecurityViolations } from '../../src/manifests/pod-security';
import { synthesizeChanged, type Application } from './application';

const pod = '/spec/template/spec';

/** Synthesizes a changed application. Returns its warnings, or else its errors. */
function synthesize(change: (application: Application) => void): string[] {
  const { warnings, errors } = synthesizeChanged(change);
  return [...warnings, ...errors];
}

test.each<[string, string, JsonPatch]>([
  [
    'from[1]: it allows traffic from every address',
    'every address',
    JsonPatch.add('/spec/ingress/0/from/-', { ipBlock: { cidr: '0.0.0.0/0' } }),
  ],
  [
    'from[0]: it allows traffic from every pod of the cluster',
    'every pod of the cluster',
    JsonPatch.replace('/spec/ingress/0/from', [{ namespaceSelector: {}, podSelector: {} }]),
  ],
  [
    'from[0]: it allows traffic from every pod of the namespace',
    'every pod of the namespace',
    JsonPatch.replace('/spec/ingress/0/from', [{ podSelector: { matchLabels: {} } }]),
  ],
  [' has no ports: it allows every port', 'every port', JsonPatch.remove('/spec/ingress/0/ports')],
])('warns about a policy with%s (%s)', (loss, _, patch) => {
  const place = loss.startsWith(' ') ? loss : `.${loss}`;
  expect(synthesize(({ redis }) => redis.networkPolicy.addJsonPatch(patch))).toEqual([
    `[shop/redis/NetworkPolicy] warning: spec.ingress[0]${place}. (open-policy)`,
  ]);
});

test('warns once about a policy for other pods', () => {
  for (const name of ['server', 'missing'])
    expect(
      synthesize(({ redis }) =>
        redis.networkPolicy.addJsonPatch(
          JsonPatch.replace('/spec/podSelector/matchLabels/app.kubernetes.io~1name', name),
        ),
      ),
    ).toEqual([
      '[shop/redis/NetworkPolicy] warning: spec.podSelector is changed: the policy does not restrict the pods of its component. (open-policy)',
    ]);
});

test.each<[JsonPatch, string]>([
  [
    JsonPatch.replace('/spec/type', 'LoadBalancer'),
    'spec.type LoadBalancer exposes the Service outside the cluster, where routes do not protect it. (service)',
  ],
  [
    JsonPatch.add('/spec/externalIPs', ['203.0.113.7']),
    'spec.externalIPs exposes the Service outside the cluster, where routes do not protect it. (service)',
  ],
  [
    JsonPatch.replace('/spec/ports/0/port', 9999),
    'spec.ports lacks the port 6379, to which its consumers connect. (service)',
  ],
  [
    JsonPatch.replace('/spec/ports/0/targetPort', 9999),
    'its target port 9999 is not a port of its pods. (lost-reference)',
  ],
])('warns about the Service patch %j', (patch, warning) => {
  expect(synthesize(({ redis }) => redis.service.addJsonPatch(patch))).toEqual([
    `[shop/redis/Service] warning: ${warning}`,
  ]);
});

test('warns about a Namespace that no longer enforces a standard', () => {
  const key = 'pod-security.kubernetes.io/enforce';
  expect(synthesize(({ stack }) => stack.namespaceObject!.metadata.addLabel(key, 'privileged'))).toEqual([
    '[shop/Namespace] warning: the namespace no longer enforces the Pod Security Standard "restricted": it accepts pods that violate it. (pod-security)',
  ]);
});

test('warns about references to a component that was removed', () => {
  expect(synthesize(({ stack }) => stack.node.tryRemoveChild('redis'))).toContain(
    '[shop/server/Deployment] warning: its variable REDIS_HOST names the Service redis, which no manifest declares. (lost-reference)',
  );
});

test('rejects a volume that loses the data of a database with its pod', () => {
  const change = ({ postgres }: Application) => {
    const { volumes } = (postgres.deployment.toJson() as { spec: { template: { spec: { volumes: object[] } } } }).spec
      .template.spec;
    const index = volumes.findIndex((volume) => 'persistentVolumeClaim' in volume);
    const volume = { name: 'data', emptyDir: {} };
    postgres.deployment.addJsonPatch(JsonPatch.replace(`${pod}/volumes/${index}`, volume));
  };
  expect(synthesize(change)).toEqual([
    '[shop/postgres/Deployment] the volume data is no longer a PersistentVolumeClaim: its data is lost with each pod. Remove the patch.',
  ]);
});

test('rejects an autoscaler of others for a database', () => {
  const change = ({ stack }: Application) => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'postgres' };
    const spec = { scaleTargetRef, maxReplicas: 3 };
    new ApiObject(stack, 'scaler', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec });
  };
  expect(synthesize(change)).toEqual([
    '[shop/scaler] it scales the Deployment postgres: two pods on one volume can destroy its data. Remove it.',
  ]);
});

const escape = '\u001b[31m\n[x] \u202e';

test.each<[string, (application: Application) => void]>([
  ['a kind', ({ server }) => server.service.addJsonPatch(JsonPatch.replace('/kind', escape))],
  ['a version', ({ server }) => server.service.addJsonPatch(JsonPatch.replace('/apiVersion', escape))],
  ['a field', ({ server }) => server.service.addJsonPatch(JsonPatch.add('/data', { [escape]: '0o17' }))],
  ['replicas', ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', escape))],
  [
    'a container',
    ({ server }) =>
      server.deployment.addJsonPatch(JsonPatch.add(`${pod}/containers/-`, { name: escape, image: 'a:1' })),
  ],
  [
    'a path',
    ({ stack }) => {
      const http = { paths: [{ path: `/api/\u001b`, pathType: 'Prefix', backend: {} }] };
      const spec = { rules: [{ host: 'shop.example.com', http }] };
      new ApiObject(stack, 'admin', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec });
    },
  ],
])('no message shows the invisible characters of %s', (_, change) => {
  const messages = synthesize(change);
  expect(messages).toHaveLength(1);
  expect(messages[0]).not.toMatch(/[\0-\x1f\u202e]/);
});

const restricted = {
  name: 'a',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    runAsUser: 1,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

test.each<[object, string[]]>([
  [{}, []],
  [{ sysctls: [{ name: 'net.ipv4.tcp_rmem' }] }, []],
  [{ runAsNonRoot: false }, ['the pod']],
  [{ runAsUser: 0 }, ['the pod']],
  [{ seccompProfile: { type: 'Unconfined' } }, ['the pod']],
  [{ seLinuxOptions: { type: 'spc_t' } }, ['the pod']],
  [{ appArmorProfile: { type: 'Unconfined' } }, ['the pod']],
  [{ windowsOptions: { hostProcess: true } }, ['the pod']],
])('judges the security context %j of a pod as Kubernetes does', (securityContext, places) => {
  const violations = podSecurityViolations({ spec: { securityContext, containers: [restricted] } }, 'restricted');
  expect(violations.map(({ place }) => place)).toEqual(places);
});
