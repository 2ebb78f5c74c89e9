// An apply does not change the number of pods that an autoscaler has set.
import { spawnSync } from 'node:child_process';
import { Client, type ClientProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, deleteNamespace, eventually, kubectl, recreateNamespace } from './cluster';

const namespace = 'webstack-test-autoscaler';

function renderClient(id: string, props: Omit<ClientProps, 'image'>) {
  return render((stack) => new Client(stack, id, { image: 'example/fib-client:1.4.0', ...props }), { namespace });
}

const withReplicas = (id: string) => renderClient(id, { replicas: 3 });
const withAutoscaling = (id: string) => renderClient(id, { autoscaling: { minReplicas: 2, maxReplicas: 4 } });

const hasMetrics = spawnSync('kubectl', ['get', '--raw', '/apis/metrics.k8s.io/v1beta1']).status === 0;
const describeIfMetrics = hasMetrics ? describe : describe.skip;

describeIfMetrics(`${hasMetrics ? 'with' : 'SKIPPED: the cluster is without'} a metrics server,`, () => {
  beforeAll(() => recreateNamespace(namespace));
  afterAll(() => deleteNamespace(namespace));

  async function replicas(id: string): Promise<string> {
    const output = ['--output', 'jsonpath={.spec.replicas}'];
    return kubectl('get', '--namespace', namespace, `deployment/${id}`, ...output);
  }

  test('the autoscaler sets the minimum of pods, and a second apply keeps it', async () => {
    await applyAll(withAutoscaling('few'));
    expect(await replicas('few')).toBe('1');
    await eventually('the minimum of pods', async () => (await replicas('few')) === '2');
    await applyAll(withAutoscaling('few'));
    expect(await replicas('few')).toBe('2');
  });

  describe('when autoscaling replaces three declared replicas,', () => {
    test('one pod is left at first', async () => {
      await applyAll(withReplicas('falling'));
      await applyAll(withAutoscaling('falling'));
      expect(await replicas('falling')).toBe('1');
    });

    test('a number that was set by hand before is kept', async () => {
      await applyAll(withReplicas('held'));
      await kubectl('scale', '--namespace', namespace, 'deployment/held', '--replicas', '4');
      await applyAll(withAutoscaling('held'));
      expect(await replicas('held')).toBe('4');
      await applyAll(withAutoscaling('held'));
      expect(await replicas('held')).toBe('4');
    });
  });
});
