import { Size } from 'cdk8s';
import { Cpu, ImagePullPolicy, type ContainerResources } from 'cdk8s-plus-27';
import {
  Password,
  Platform,
  Postgres,
  Redis,
  Server,
  Storage,
  Worker,
  type PodDefaults,
  type WebStack,
} from 'cdk8s-webstack';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from '../platform/platforms';
import { errors, render, type Manifest } from '../manifests';

const image = 'example/server:1.4.0';
const labelName = "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit";

/** One component of each kind. */
function declareAll(stack: WebStack) {
  const redis = new Redis(stack, 'redis', { storage: Storage.ofSize(Size.gibibytes(1)), password: Password.none() });
  const postgres = new Postgres(stack, 'postgres');
  new Server(stack, 'server', { image, uses: [redis, postgres] });
  new Worker(stack, 'worker', { image, uses: [redis] });
}

describe.each(['redis', 'postgres', 'server', 'worker'])('the pod of %s', (name) => {
  const manifests = render(declareAll);
  const pod = manifests.pod(name);
  const container = manifests.container(name);

  test('runs with least privilege', () => {
    const { runAsNonRoot, runAsUser, runAsGroup, seccompProfile } = pod.securityContext;
    expect([runAsNonRoot, seccompProfile.type]).toEqual([true, 'RuntimeDefault']);
    expect(Math.min(runAsUser, runAsGroup)).toBeGreaterThan(10000);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  test('has no token and no variables of other Services', () => {
    expect([pod.automountServiceAccountToken, pod.enableServiceLinks]).toEqual([false, false]);
  });

  test('has a request and a limit for each resource', () => {
    for (const bounds of [container.resources.requests, container.resources.limits]) {
      expect(Object.keys(bounds).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    }
  });

  test('uses different checks for readiness and liveness', () => {
    const action = ({ httpGet, tcpSocket, exec }: Manifest = {}) => ({ httpGet, tcpSocket, exec });
    if (container.readinessProbe) {
      expect(action(container.livenessProbe)).not.toEqual(action(container.readinessProbe));
    }
  });

  test('has 30 seconds to stop after its preStop hook', () => {
    const seconds = container.lifecycle?.preStop.sleep?.seconds ?? 0;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(seconds + 30);
  });
});

test('applies podDefaults to every pod', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const podDefaults: Required<PodDefaults> = {
    labels: { 'cost-center': 'web' },
    annotations: { 'example.com/scrape': 'false' },
    imagePullSecrets: ['registry'],
    scheduling: {
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'spot', effect: 'NoSchedule' },
        { key: 'team', value: 'web', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
      priorityClassName: 'important',
    },
    digests: { [image]: digest, 'redis:8': digest, 'postgres:17': digest },
  };
  const manifests = render(declareAll, { podDefaults });
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

test('keeps podDefaults when the caller changes them later', () => {
  const podDefaults = { labels: { team: 'web' }, scheduling: { nodeSelector: { disk: 'ssd' } } };
  const declare = (stack: WebStack) => {
    podDefaults.labels.team = 'two words';
    podDefaults.scheduling.nodeSelector.disk = '!!';
    new Worker(stack, 'worker', { image });
  };
  const { template } = render(declare, { podDefaults }).get('Deployment').spec;
  expect([template.metadata.labels.team, template.spec.nodeSelector]).toEqual(['web', { disk: 'ssd' }]);
});

test('replaces each property of the scheduling in podDefaults by that of the component', () => {
  const tolerations = [{ key: 'spot' }];
  const podDefaults = { scheduling: { nodeSelector: { disk: 'ssd' }, tolerations, priorityClassName: 'low' } };
  const declare = (stack: WebStack) => {
    new Worker(stack, 'own', { image, scheduling: { nodeSelector: { gpu: 'true' }, tolerations: [] } });
    new Worker(stack, 'default-worker', { image });
    new Redis(stack, 'redis', { scheduling: { priorityClassName: 'high' } });
  };
  const manifests = render(declare, { podDefaults });
  const scheduling = (name: string) => {
    const { nodeSelector, tolerations: rendered, priorityClassName } = manifests.pod(name);
    return [nodeSelector, rendered, priorityClassName];
  };
  const spot = [{ key: 'spot', operator: 'Exists' }];
  expect(scheduling('own')).toEqual([{ gpu: 'true' }, [], 'low']);
  expect(scheduling('default-worker')).toEqual([{ disk: 'ssd' }, spot, 'low']);
  expect(scheduling('redis')).toEqual([{ disk: 'ssd' }, spot, 'high']);
});

describe('resources', () => {
  const rendered = (resources: ContainerResources) =>
    render((stack) => new Server(stack, 'server', { image, resources })).container('server').resources;

  test.each<[string, ContainerResources, object]>([
    [
      'lowers the default request to the limit',
      { memory: { limit: Size.mebibytes(64) } },
      { requests: { memory: '64Mi' }, limits: { memory: '64Mi' } },
    ],
    [
      'raises the default limit to the request',
      { memory: { request: Size.gibibytes(1) } },
      { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
    ],
    [
      'keeps a request and limit that are both set',
      { cpu: { request: Cpu.millis(10), limit: Cpu.units(1) } },
      { requests: { cpu: '10m' }, limits: { cpu: '1' } },
    ],
    [
      'keeps the defaults of other resources',
      { cpu: { request: Cpu.millis(10) } },
      { requests: { memory: '256Mi' }, limits: { cpu: '4', memory: '256Mi' } },
    ],
  ])('%s', (_, declared, expected) => {
    expect(rendered(declared)).toMatchObject(expected);
  });
});

describe('image', () => {
  const allowed = 'allowed: registry/name:tag or registry/name@sha256:digest, in lower case';
  const errorsOf = (name: string) => errors((stack) => new Server(stack, 'server', { image: name }));

  test.each([
    'node:22-slim',
    'localhost:5000/a/b:1',
    `ghcr.io/x/y@sha256:${'0'.repeat(64)}`,
    `node:22@sha256:${'f'.repeat(64)}`,
  ])('accepts %s', (name) => expect(errorsOf(name)).toEqual([]));

  test.each([
    [
      'node',
      'the image "node" has no tag, so a restart may run a different image. Add a tag such as 1.4.0, or a digest.',
    ],
    [
      'localhost:5000/node',
      'the image "localhost:5000/node" has no tag, so a restart may run a different image. Add a tag such as 1.4.0, or a digest.',
    ],
    [
      'node:latest',
      'the image "node:latest" has the tag \'latest\', so a restart may run a different image. Add a tag such as 1.4.0, or a digest.',
    ],
    ['Node:22', `image is "Node:22"; ${allowed}.`],
    ['node:22\n', `image is "node:22\\n"; ${allowed}.`],
  ])('rejects %j', (name, message) => {
    expect(errorsOf(name)).toEqual([`[app/server] ${message}`]);
  });
});

describe('the platform', () => {
  const container = (platform: Platform) => render(declareAll, { platform }).container('server');

  test('sets how a terminating pod waits', () => {
    expect(container(Platform.minikube()).lifecycle.preStop).toEqual({ sleep: { seconds: 6 } });
    expect(container(Platform.generic()).lifecycle.preStop).toEqual({ exec: { command: ['sleep', '6'] } });
  });

  test('sets when images are pulled', () => {
    expect(container(Platform.generic()).imagePullPolicy).toBeUndefined();
    const platform = Platform.generic({ imagePullPolicy: ImagePullPolicy.ALWAYS });
    expect(container(platform).imagePullPolicy).toBe('Always');
  });
});

test('reports errors of podDefaults once for all pods', () => {
  const podDefaults = {
    imagePullSecrets: ['a', 'a'],
    annotations: { note: 'x'.repeat(256 * 1024) },
    scheduling: { tolerations: [{ value: 'x' }, { key: 'a b' }, { key: 'a', value: 'b!' }] },
  };
  expect(errors(declareAll, { podDefaults })).toEqual([
    '[app] podDefaults.annotations has 262148 bytes; allowed: 262144 in all annotations together.',
    '[app] podDefaults.imagePullSecrets has "a" more than once. Remove the duplicates.',
    '[app] podDefaults.scheduling.tolerations[0] has a value without a key. Add the key of the taint, or leave the value out.',
    `[app] podDefaults.scheduling.tolerations[1].key is "a b"; allowed: a label key of ${labelName}, optionally after a DNS name and '/'.`,
    `[app] podDefaults.scheduling.tolerations[2].value is "b!"; allowed: ${labelName}.`,
  ]);
});

test('rejects tolerations that match no taint', () => {
  const tolerations = [
    { key: 'a', tolerationSeconds: 60 },
    { key: 'b', effect: 'Never' },
    { key: 'c', effect: 'NoExecute', tolerationSeconds: -1.5 },
    { key: 'd', value: '' },
  ];
  const where = (index: number) => `[app] podDefaults.scheduling.tolerations[${index}]`;
  expect(errors(declareAll, { podDefaults: { scheduling: { tolerations } } })).toEqual([
    `${where(0)}.tolerationSeconds needs the effect NoExecute. Set effect: 'NoExecute', or leave it out.`,
    `${where(1)}.effect is "Never"; allowed: NoSchedule, PreferNoSchedule, NoExecute.`,
    `${where(2)}.tolerationSeconds is -1.5; allowed: a whole number from 0.`,
    `${where(3)}.value is ""; allowed: ${labelName}.`,
  ]);
});

test.each([
  ['$(HOME)', '$$(HOME)'],
  ['a$$b', 'a$$$$b'],
  ['$5 and $HOME', '$5 and $HOME'],
  ['cost$', 'cost$'],
])('passes a value to the program exactly as written: %s', (written, expected) => {
  const manifests = render((stack) => new Server(stack, 'server', { image, env: { VALUE: written } }));
  expect(manifests.environment('server').VALUE).toBe(expected);
});

const withSleepAction = PLATFORM_NAMES.filter((name) => Number(PLATFORMS[name].kubernetesVersion.split('.')[1]) >= 30);

test.each(withSleepAction)('uses the sleep action on %s', (name) => {
  const platform = createPlatform(name);
  expect(render(declareAll, { platform }).container('server').lifecycle.preStop).toEqual({ sleep: { seconds: 6 } });
});

test('rejects labels, annotations and names that Kubernetes rejects', () => {
  const podDefaults: PodDefaults = {
    labels: { 'example.com/team': 'web', 'a/b/c': 'x', ok: 'two words' },
    annotations: { note: 'any text: at all', '-': 'x' },
    scheduling: { nodeSelector: { disk: '!!' }, priorityClassName: 'Very Important' },
    imagePullSecrets: ['A B'],
  };
  const key = (property: string, name: string) =>
    `[app] the key "${name}" of podDefaults.${property} is not valid; allowed: ${labelName}, optionally after a DNS name and '/'.`;
  const value = (property: string, text: string) =>
    `[app] podDefaults.${property} is "${text}"; allowed: ${labelName}.`;
  const name = (property: string, kind: string, text: string) =>
    `[app] podDefaults.${property} is ${text}; allowed: a ${kind} name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.`;
  expect(errors(declareAll, { podDefaults })).toEqual([
    key('labels', 'a/b/c'),
    value('labels["ok"]', 'two words'),
    key('annotations', '-'),
    name('imagePullSecrets[0]', 'Secret', '(not shown)'),
    value('scheduling.nodeSelector["disk"]', '!!'),
    `${name('scheduling.priorityClassName', 'PriorityClass', '"Very Important"')} Write "very-important".`,
  ]);
});
