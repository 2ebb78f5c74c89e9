// If an autoscaler sets the number of pods, applying the manifests does not change it.
import { spawnSync } from 'node:child_process';
import { Client, type ClientProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, dropNamespace, eventually, freshNamespace, kubectl } from './cluster';

const namespace = 'webstack-test-autoscaler';

function declared(id: string, props: Omit<ClientProps, 'image'>) {
  return render((stack) => new Client(stack, id, { image: 'example/fib-client:1.4.0', ...props }), { namespace });
}

const fixed = (id: string) => declared(id, { replicas: 3 });
const scaled = (id: string) => declared(id, { autoscaling: { minReplicas: 2, maxReplicas: 4 } });

const hasMetrics = spawnSync('kubectl', ['get', '--raw', '/apis/metrics.k8s.io/v1beta1']).status === 0;
const described = hasMetrics ? describe : describe.skip;

described(`${hasMetrics ? 'with' : 'NOT TESTED: the cluster lacks'} a metrics server,`, () => {
  beforeAll(() => freshNamespace(namespace));
  afterAll(() => dropNamespace(namespace));

  async function replicas(id: string): Promise<string> {
    const output = ['--output', 'jsonpath={.spec.replicas}'];
    return kubectl('get', '--namespace', namespace, `deployment/${id}`, ...output);
  }

  test('minReplicas pods run, also after the same manifests are applied again', async () => {
    await applyAll(scaled('few'));
    expect(await replicas('few')).toBe('1');
    await eventually('minReplicas pods', async () => (await replicas('few')) === '2');
    await applyAll(scaled('few'));
    expect(await replicas('few')).toBe('2');
  });

  describe('if three replicas were declared before,', () => {
    test('one pod remains at first', async () => {
      await applyAll(fixed('falling'));
      await applyAll(scaled('falling'));
      expect(await replicas('falling')).toBe('1');
    });

    test('no pod is removed once kubectl scale has set another number', async () => {
      await applyAll(fixed('held'));
      await kubectl('scale', '--namespace', namespace, 'deployment/held', '--replicas', '4');
      await applyAll(scaled('held'));
      expect(await replicas('held')).toBe('4');
      await applyAll(scaled('held'));
      expect(await replicas('held')).toBe('4');
    });
  });
});
