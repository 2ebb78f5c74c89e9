import { Size } from 'cdk8s';
import { Cpu, ImagePullPolicy, type ContainerResources } from 'cdk8s-plus-27';
import { Platform, Postgres, Redis, Server, Storage, Worker, type PodDefaults, type WebStack } from 'cdk8s-webstack';
import { mistakes, render, type Manifest } from '../manifests';

const image = 'example/server:1.4.0';

function everything(stack: WebStack) {
  const redis = new Redis(stack, 'redis', { storage: Storage.ofSize(Size.gibibytes(1)) });
  const postgres = new Postgres(stack, 'postgres');
  new Server(stack, 'server', { image, uses: [redis, postgres] });
  new Worker(stack, 'worker', { image, uses: [redis] });
}

describe.each(['redis', 'postgres', 'server', 'worker'])('the pod of %s', (name) => {
  const manifests = render(everything);
  const pod = manifests.pod(name);
  const container = manifests.container(name);

  test('runs as nobody, with nothing', () => {
    const { runAsNonRoot, runAsUser, runAsGroup, seccompProfile } = pod.securityContext;
    expect([runAsNonRoot, seccompProfile.type]).toEqual([true, 'RuntimeDefault']);
    expect(Math.min(runAsUser, runAsGroup)).toBeGreaterThan(10000);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  test('has no token and no variables of strange Services', () => {
    expect([pod.automountServiceAccountToken, pod.enableServiceLinks]).toEqual([false, false]);
  });

  test('has requests and limits', () => {
    for (const bounds of [container.resources.requests, container.resources.limits]) {
      expect(Object.keys(bounds).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    }
  });

  test('is asked different things for readiness and liveness', () => {
    const question = ({ httpGet, tcpSocket, exec }: Manifest = {}) => ({ httpGet, tcpSocket, exec });
    if (container.readinessProbe) {
      expect(question(container.livenessProbe)).not.toEqual(question(container.readinessProbe));
    }
  });

  test('has more time to end than it waits before', () => {
    const seconds = container.lifecycle?.preStop.sleep?.seconds ?? 0;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(seconds + 30);
  });
});

test('what all pods share is said once', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const podDefaults: Required<PodDefaults> = {
    labels: { 'cost-center': 'web' },
    annotations: { 'example.com/scrape': 'false' },
    imagePullSecrets: ['registry'],
    nodeSelector: { disk: 'ssd' },
    tolerations: [
      { key: 'spot', effect: 'NoSchedule' },
      { key: 'team', value: 'web', effect: 'NoExecute', tolerationSeconds: 60 },
    ],
    priorityClassName: 'important',
    digests: { [image]: digest, 'redis:8': digest, 'postgres:17': digest },
  };
  const manifests = render(everything, { podDefaults });
  for (const { spec } of manifests.all('Deployment')) {
    expect(spec.template.metadata).toMatchObject({
      labels: { 'cost-center': 'web' },
      annotations: { 'example.com/scrape': 'false' },
    });
    expect(spec.template.spec).toMatchObject({
      imagePullSecrets: [{ name: 'registry' }],
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'spot', effect: 'NoSchedule', operator: 'Exists' },
        { key: 'team', value: 'web', effect: 'NoExecute', tolerationSeconds: 60, operator: 'Equal' },
      ],
      priorityClassName: 'important',
      containers: [{ image: expect.stringContaining(`@${digest}`) }],
    });
  }
});

describe('resources', () => {
  const rendered = (resources: ContainerResources) =>
    render((stack) => new Server(stack, 'server', { image, resources })).container('server').resources;

  test.each<[string, ContainerResources, object]>([
    [
      'a limit lowers the default request',
      { memory: { limit: Size.mebibytes(64) } },
      { requests: { memory: '64Mi' }, limits: { memory: '64Mi' } },
    ],
    [
      'a request raises the default limit',
      { memory: { request: Size.gibibytes(1) } },
      { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
    ],
    [
      'both are taken as they are',
      { cpu: { request: Cpu.millis(10), limit: Cpu.units(1) } },
      { requests: { cpu: '10m' }, limits: { cpu: '1' } },
    ],
    [
      'what is not named keeps its default',
      { cpu: { request: Cpu.millis(10) } },
      { requests: { memory: '256Mi' }, limits: { cpu: '4', memory: '256Mi' } },
    ],
  ])('%s', (_, given, expected) => {
    expect(rendered(given)).toMatchObject(expected);
  });
});

describe('an image', () => {
  const refused = (name: string) => mistakes((stack) => new Server(stack, 'server', { image: name }));

  test.each([
    'node:22-slim',
    'localhost:5000/a/b:1',
    `ghcr.io/x/y@sha256:${'0'.repeat(64)}`,
    `node:22@sha256:${'f'.repeat(64)}`,
  ])('may be %s', (name) => expect(refused(name)).toEqual([]));

  test.each([
    [
      'node',
      'the image "node" has no tag, so that a restart may run another one; give a tag such as 1.4.0, or a digest',
    ],
    [
      'localhost:5000/node',
      'the image "localhost:5000/node" has no tag, so that a restart may run another one; give a tag such as 1.4.0, or a digest',
    ],
    [
      'node:latest',
      'the image "node:latest" has the tag \'latest\', so that a restart may run another one; give a tag such as 1.4.0, or a digest',
    ],
    ['Node:22', 'the image "Node:22" is no image name; write it as registry/name:tag or registry/name@sha256:digest'],
    [
      'node:22\n',
      'the image "node:22\\n" is no image name; write it as registry/name:tag or registry/name@sha256:digest',
    ],
  ])('may not be %j', (name, message) => {
    expect(refused(name)).toEqual([`[app/server] ${message}`]);
  });
});

describe('the platform decides', () => {
  const container = (platform: Platform) => render(everything, { platform }).container('server');

  test('how a pod waits before it ends', () => {
    expect(container(Platform.minikube()).lifecycle.preStop).toEqual({ sleep: { seconds: 6 } });
    expect(container(Platform.generic()).lifecycle.preStop).toEqual({ exec: { command: ['sleep', '6'] } });
  });

  test('when images are pulled', () => {
    expect(container(Platform.generic()).imagePullPolicy).toBeUndefined();
    const platform = Platform.custom({ imagePullPolicy: ImagePullPolicy.ALWAYS });
    expect(container(platform).imagePullPolicy).toBe('Always');
  });
});

test('what the API server would refuse in every pod is refused once', () => {
  const podDefaults = {
    imagePullSecrets: ['a', 'a'],
    annotations: { note: 'x'.repeat(256 * 1024) },
    tolerations: [{ value: 'x' }, { key: 'a b' }, { key: 'a', value: 'b!' }],
  };
  expect(mistakes(everything, { podDefaults })).toEqual([
    '[app] podDefaults.annotations are 262148 bytes; allowed are 262144 together',
    '[app] podDefaults.imagePullSecrets has "a" twice; leave one out',
    '[app] the key "a b" is none of a taint; allowed is what a label can have',
    '[app] the value "b!" is none of a taint; allowed is what a label can have',
    '[app] a toleration has a value without a key; name the key of the taint, or leave the value out',
  ]);
});

test('tolerations that no taint can meet are refused', () => {
  const tolerations = [
    { key: 'a', tolerationSeconds: 60 },
    { key: 'b', effect: 'Never' },
    { key: 'c', effect: 'NoExecute', tolerationSeconds: -1.5 },
  ];
  expect(mistakes(everything, { podDefaults: { tolerations } })).toEqual([
    '[app] tolerationSeconds is -1.5; allowed are whole seconds from 0',
    '[app] tolerationSeconds goes with the effect NoExecute, not with undefined; leave it out',
    '[app] the effect "Never" is none of a taint; allowed are NoSchedule, PreferNoSchedule, NoExecute',
  ]);
});

test.each([
  ['$(HOME)', '$$(HOME)'],
  ['a$$b', 'a$$$$b'],
  ['$5 and $HOME', '$5 and $HOME'],
  ['cost$', 'cost$'],
])('a literal reaches the program as it is written: %s', (written, expected) => {
  const manifests = render((stack) => new Server(stack, 'server', { image, env: { VALUE: written } }));
  expect(manifests.environment('server').VALUE).toBe(expected);
});

test.each([
  ['eks', Platform.eks()],
  ['gke', Platform.gke()],
  ['kind', Platform.kind()],
])('%s has the sleep action', (_, platform) => {
  expect(render(everything, { platform }).container('server').lifecycle.preStop).toEqual({ sleep: { seconds: 6 } });
});

test('labels and names that Kubernetes refuses are refused', () => {
  const podDefaults: PodDefaults = {
    labels: { 'example.com/team': 'web', 'a/b/c': 'x', ok: 'two words' },
    annotations: { note: 'any text: at all', '-': 'x' },
    nodeSelector: { disk: '!!' },
    imagePullSecrets: ['A B'],
    priorityClassName: 'Very Important',
  };
  const key = (property: string, name: string) =>
    `[app] podDefaults.${property} has the key "${name}"; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, perhaps after a DNS name and '/'`;
  const value = (property: string, name: string, text: string) =>
    `[app] podDefaults.${property} has the value "${text}" for "${name}"; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit`;
  const name = (what: string) =>
    `[app] the ${what} has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253`;
  expect(mistakes(everything, { podDefaults })).toEqual([
    key('labels', 'a/b/c'),
    value('labels', 'ok', 'two words'),
    key('annotations', '-'),
    value('nodeSelector', 'disk', '!!'),
    name('Secret (not shown)'),
    name('PriorityClass "Very Important"'),
  ]);
});
