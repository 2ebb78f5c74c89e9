// Values and fields that the API server refuses, in manifests of any author.
import { structureErrors } from '../../src/manifests/api-structures';
import { valueErrors } from '../../src/manifests/api-values';
import { parseQuantity } from '../../src/manifests/quantities';

const workload = (kind: string, spec: object) => ({ apiVersion: 'apps/v1', kind, spec: { template: {}, ...spec } });
const deployment = (container: object, pod: object = {}) =>
  workload('Deployment', { template: { spec: { containers: [{ name: 'a', ...container }], ...pod } } });
const object = (apiVersion: string, kind: string, spec: object) => ({ apiVersion, kind, spec });
const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', spec);
const errorsOf = (manifest: object) => {
  const plain = manifest as Record<string, unknown>;
  return [...valueErrors(plain), ...structureErrors(plain)];
};

const CONTAINER = 'the Deployment.spec.template.spec.containers[a]';
const COUNT = 'a whole number from 0';
const PORT = 'a port from 1 to 65535, or the name of a port';

test.each<[object, string]>([
  [workload('Deployment', { replicas: -1 }), `the Deployment.spec.replicas is -1; allowed: ${COUNT}.`],
  [workload('StatefulSet', { replicas: 1.5 }), `the StatefulSet.spec.replicas is 1.5; allowed: ${COUNT}.`],
  [workload('Deployment', { replicas: 'Hunter2' }), `the Deployment.spec.replicas is text; allowed: ${COUNT}.`],
  [workload('Deployment', { replicas: 2 ** 31 }), `the Deployment.spec.replicas is 2147483648; allowed: ${COUNT}.`],
  [
    workload('Deployment', { strategy: { type: 'OnDelete' } }),
    'the Deployment.spec.strategy.type is text; allowed: RollingUpdate, Recreate.',
  ],
  [
    deployment({ ports: [{ containerPort: 0 }] }),
    `${CONTAINER}.ports[0].containerPort is 0; allowed: a whole number from 1 to 65535.`,
  ],
  [
    deployment({}, { securityContext: { fsGroup: -1 } }),
    `the Deployment.spec.template.spec.securityContext.fsGroup is -1; allowed: ${COUNT}.`,
  ],
  [
    deployment({ livenessProbe: { tcpSocket: { port: '8080' } } }),
    `${CONTAINER}.livenessProbe.tcpSocket.port is text; allowed: ${PORT}.`,
  ],
  [
    object('batch/v1', 'CronJob', { jobTemplate: { spec: { template: { spec: { restartPolicy: 'Always' } } } } }),
    'the CronJob.spec.jobTemplate.spec.template.spec.restartPolicy is text; allowed: Never, OnFailure.',
  ],
  [
    object('v1', 'Service', { ports: [{ name: 'web', port: 70_000 }] }),
    'the Service.spec.ports[web].port is 70000; allowed: a whole number from 1 to 65535.',
  ],
  [policy({ policyTypes: ['in'] }), 'the NetworkPolicy.spec.policyTypes[0] is text; allowed: Ingress, Egress.'],
  [
    deployment({ resources: { requests: { memory: '256Mi' }, limits: { memory: '0.1Gi' } } }),
    'the Deployment.containers[a].resources.limits.memory is 0.1Gi; allowed: at least 256Mi (its request). Change both.',
  ],
  [
    deployment({ resources: { requests: { cpu: 1 }, limits: { cpu: '900m' } } }),
    'the Deployment.containers[a].resources.limits.cpu is 900m; allowed: at least 1 (its request). Change both.',
  ],
  [
    deployment({ resources: { limits: { memory: '256 MB' } } }),
    'the Deployment.containers[a].resources.limits.memory is text; allowed: a quantity from 0, such as 250m or 256Mi.',
  ],
  [deployment({ env: [{ value: 'a' }] }), 'containers[a] of the Deployment has a variable without a name. Set one.'],
  [
    deployment({ env: [{ name: 'A', value: 'a', valueFrom: {} }] }),
    'containers[a] of the Deployment has the variable A with a value and valueFrom. Remove one of the two.',
  ],
  [
    deployment({ volumeMounts: [{ name: 'a' }] }),
    'containers[a] of the Deployment has a volumeMount without a mountPath. Set one.',
  ],
  [
    deployment({ volumeMounts: [{ mountPath: '/a' }, { mountPath: '/a' }] }),
    'containers[a] of the Deployment mounts two volumes at /a. Change one of the paths.',
  ],
  [
    deployment({
      ports: [
        { name: 'a', containerPort: 1 },
        { name: 'a', containerPort: 2 },
      ],
    }),
    'containers[a] of the Deployment has two ports with the name a. Rename one of them.',
  ],
  [
    deployment({ ports: [{ name: 'a' }] }),
    'containers[a] of the Deployment has a port without a containerPort. Set one.',
  ],
  [
    deployment({ livenessProbe: { periodSeconds: 1 } }),
    'containers[a] of the Deployment has a livenessProbe without a handler. It needs one of exec, httpGet, tcpSocket, grpc.',
  ],
  [
    deployment({ lifecycle: { preStop: { exec: { command: [] } } } }),
    'containers[a] of the Deployment has a lifecycle.preStop without a command. It needs one of exec, httpGet, tcpSocket, sleep.',
  ],
  [
    deployment({}, { volumes: [{ name: 'a' }, { name: 'a' }] }),
    'the Deployment has two volumes with the name a. Rename one of them.',
  ],
  [
    deployment({}, { volumes: [{ name: 'a', emptyDir: {}, configMap: {} }] }),
    'the Deployment has a volume a with several sources: emptyDir, configMap. Keep one.',
  ],
  [
    deployment({}, { volumes: [{ name: 'a', persistentVolumeClaim: {} }] }),
    'the Deployment has a volume a without the name of its claim. Set one.',
  ],
  [
    deployment({}, { hostUsers: false, hostNetwork: true, hostPID: false }),
    'the Deployment has hostUsers: false and hostNetwork: true. Remove one of the two.',
  ],
  [
    workload('Deployment', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
    'the Deployment has the strategy Recreate and a rollingUpdate. Remove one of the two.',
  ],
  [
    workload('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
    'the Deployment can replace no pod: maxSurge and maxUnavailable are 0. Raise one of the two.',
  ],
  [object('apps/v1', 'Deployment', {}), 'the Deployment has no pod template. Do not remove it by a patch.'],
  [object('v1', 'Service', {}), 'the Service has no ports. Add one.'],
  [
    object('v1', 'Service', { ports: [{ name: 'a', port: 1 }, { port: 2 }] }),
    'the Service has several ports, one without a name. Name all of them.',
  ],
  [
    object('v1', 'Service', { ports: [{ name: 'a', port: 1 }, { name: 'b', port: 1 }] }), // prettier-ignore
    'the Service has the port 1/TCP twice. Remove one of them.',
  ],
  [
    object('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'] }),
    'the PersistentVolumeClaim has no spec.resources.requests.storage. Set a size.',
  ],
  [policy({ ingress: [{ from: [{}] }] }), 'the NetworkPolicy has a peer without a selector or ipBlock. Set one.'],
  [
    policy({ egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24' }, podSelector: {} }] }] }),
    'the NetworkPolicy has a peer with an ipBlock and a selector. Make it two peers.',
  ],
  [
    object('networking.k8s.io/v1', 'Ingress', { rules: [{ http: { paths: [{ path: '/' }] } }] }),
    'the Ingress has a path without a pathType. Set one.',
  ],
  [
    object('policy/v1', 'PodDisruptionBudget', { minAvailable: 1, maxUnavailable: 0 }),
    'the PodDisruptionBudget has minAvailable and maxUnavailable. Remove one of the two.',
  ],
  [
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 3, maxReplicas: 2 }),
    'the HorizontalPodAutoscaler scales to at least 3 and at most 2 pods. Raise maxReplicas.',
  ],
])('rejects %j', (manifest, error) => {
  expect(errorsOf(manifest)).toEqual([error]);
});

test.each<[object]>([
  [workload('Deployment', { replicas: 0, minReadySeconds: null })],
  [deployment({ resources: { requests: { memory: '1Gi', cpu: '0.1' }, limits: { memory: '1024Mi', cpu: '100m' } } })],
  [deployment({ resources: { requests: { memory: 1e9 }, limits: { memory: '1G' } } })],
  [deployment({ env: [{ name: 'A', value: '', valueFrom: { fieldRef: {} } }] })],
  [deployment({ ports: [{ containerPort: 80 }, { containerPort: 81 }] })],
  [deployment({ readinessProbe: { grpc: { port: 1 } }, lifecycle: { preStop: { sleep: { seconds: 1 } } } })],
  [deployment({}, { volumes: [{ name: 'a' }, { name: 'b', emptyDir: {}, secret: null }] })],
  [object('v1', 'Service', { type: 'ExternalName', externalName: 'a.example' })],
  [
    object('v1', 'Service', {
      ports: [
        { port: 53, protocol: 'UDP', name: 'u' },
        { port: 53, name: 't' },
      ],
    }),
  ],
  [policy({ ingress: [{}], egress: [{ to: [{ namespaceSelector: {}, podSelector: {} }] }] })],
  [object('serving.knative.dev/v1', 'Service', { ports: 'any' })],
  [object('example.com/v1', 'Deployment', { replicas: '{{ replicas }}' })],
])('accepts %j', (manifest) => {
  expect(errorsOf(manifest)).toEqual([]);
});

test.each([
  ['1', 1],
  ['1.5Ki', 1536],
  ['100m', 0.1],
  ['1e3', 1000],
  ['2E', 2e18],
  ['.5', 0.5],
  ['5.', 5],
  ['-1', -1],
  ['1kb', undefined],
  ['', undefined],
])('reads the quantity %j as %j', (quantity, number) => {
  expect(parseQuantity(quantity)).toBe(number);
});
