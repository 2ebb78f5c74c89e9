import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Client, Server, Volume, type Autoscaling, type ServerProps } from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';
const scaled = (autoscaling: Autoscaling, more: Partial<ServerProps> = {}) =>
  render((stack) => new Server(stack, 'server', { image, autoscaling, ...more }));
const refused = (autoscaling: Autoscaling, more: Partial<ServerProps> = {}) =>
  errors((stack) => new Server(stack, 'server', { image, autoscaling, ...more }));

test('needs only the highest number of pods', () => {
  expect(yaml(scaled({ maxReplicas: 6 }).get('HorizontalPodAutoscaler'))).toMatchSnapshot();
});

test('omits replicas from the Deployment: each apply would reset them', () => {
  expect(scaled({ maxReplicas: 6 }).get('Deployment').spec).not.toHaveProperty('replicas');
});

test('sets replicas in the Deployment if there is no autoscaler', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));
  expect(manifests.get('Deployment').spec.replicas).toBe(3);
  expect(manifests.all('HorizontalPodAutoscaler')).toEqual([]);
});

describe('adds pods', () => {
  const resource = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });

  test.each<[string, Partial<Autoscaling>, object[]]>([
    ['for CPU by default', {}, [resource('cpu', 80)]],
    ['for CPU', { cpuUtilization: 60 }, [resource('cpu', 60)]],
    ['for memory only', { memoryUtilization: 70 }, [resource('memory', 70)]],
    ['for either', { cpuUtilization: 300, memoryUtilization: 70 }, [resource('cpu', 300), resource('memory', 70)]],
  ])('%s', (_, shares, metrics) => {
    expect(scaled({ maxReplicas: 6, ...shares }).get('HorizontalPodAutoscaler').spec.metrics).toEqual(metrics);
  });

  test('between the lowest and the highest number', () => {
    const { minReplicas, maxReplicas } = scaled({ minReplicas: 4, maxReplicas: 9 }).get('HorizontalPodAutoscaler').spec;
    expect([minReplicas, maxReplicas]).toEqual([4, 9]);
  });
});

test('client and server expose their autoscaler', () => {
  render((stack) => {
    const autoscaling = { maxReplicas: 6 };
    const workloads = [
      new Client(stack, 'client', { image, autoscaling }),
      new Server(stack, 'server', { image, autoscaling }),
    ];
    for (const { node, horizontalPodAutoscaler } of workloads) {
      const { kind, name } = horizontalPodAutoscaler!;
      expect([kind, name]).toEqual(['HorizontalPodAutoscaler', node.id]);
    }
    expect(new Server(stack, 'other', { image }).horizontalPodAutoscaler).toBeUndefined();
  });
});

describe('rejects', () => {
  const count = (property: string, value: string) =>
    `[app/server] autoscaling.${property} is ${value}; allowed: a whole number from 1 to 10000.`;
  const tooLow = (maxReplicas: number, minReplicas: number) =>
    `[app/server] autoscaling.maxReplicas is ${maxReplicas}; allowed: at least ${minReplicas} (minReplicas).`;
  const share = (property: string, value: string) => {
    const most = property === 'memoryUtilization' ? 99 : 1000;
    return `[app/server] autoscaling.${property} is ${value}; allowed: a whole number from 1 to ${most} (percent of the request).`;
  };

  test('replicas beside autoscaling', () => {
    expect(refused({ maxReplicas: 6 }, { replicas: 3 })).toEqual([
      '[app/server] replicas and autoscaling both set the number of pods. Remove replicas and set autoscaling.minReplicas.',
    ]);
  });

  test.each<[Autoscaling, ...string[]]>([
    [{ maxReplicas: 1 }, tooLow(1, 2)],
    [{ minReplicas: 4, maxReplicas: 3 }, tooLow(3, 4)],
    [{ maxReplicas: 10_001 }, count('maxReplicas', '10001')],
    [{ maxReplicas: 2.5 }, count('maxReplicas', '2.5')],
    [{ maxReplicas: NaN }, count('maxReplicas', 'NaN')],
    [{} as Autoscaling, '[app/server] autoscaling.maxReplicas is missing. Set the highest number of pods.'],
    [{ maxReplicas: '6' as never }, `${count('maxReplicas', 'text')} Write it without quotes.`],
    [{ minReplicas: 0, maxReplicas: 6 }, count('minReplicas', '0')],
    [{ minReplicas: 1.5, maxReplicas: 0 }, count('minReplicas', '1.5'), count('maxReplicas', '0')],
    [{ maxReplicas: 6, cpuUtilization: 0 }, share('cpuUtilization', '0')],
    [{ maxReplicas: 6, cpuUtilization: 1001 }, share('cpuUtilization', '1001')],
    [{ maxReplicas: 6, memoryUtilization: 0.8 }, share('memoryUtilization', '0.8')],
    [
      { maxReplicas: 6, replicas: 2 } as Autoscaling,
      '[app/server] autoscaling.replicas is unknown; allowed: cpuUtilization, maxReplicas, memoryUtilization, minReplicas.',
    ],
  ])('%j', (autoscaling, ...messages) => {
    expect(refused(autoscaling)).toEqual(messages);
  });

  test('several pods on a ReadWriteOnce claim', () => {
    const volumes = { '/srv': Volume.persistent('uploads', Size.gibibytes(1)) };
    expect(refused({ maxReplicas: 6 }, { volumes })).toEqual([
      '[app/server] autoscaling.maxReplicas is 6, and the workload mounts a ReadWriteOnce claim; allowed: 1 (one pod at a time can mount it). Remove autoscaling and set replicas: 1, or give the claim an access mode for several pods.',
    ]);
  });

  test('neither a single pod nor a claim for several pods', () => {
    const accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY;
    expect(refused({ maxReplicas: 6 }, { volumes: { '/srv': Volume.claim('uploads', { accessMode }) } })).toEqual([]);
    const volumes = { '/srv': Volume.claim('uploads') };
    expect(refused({ minReplicas: 1, maxReplicas: 1 }, { volumes })).toEqual([]);
  });
});
