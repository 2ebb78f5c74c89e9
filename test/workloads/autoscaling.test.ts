// How many pods answer, where an autoscaler sees to it.
import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Client, Server, Volume, type Autoscaling, type ServerProps } from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';
const scaled = (autoscaling: Autoscaling, more: Partial<ServerProps> = {}) =>
  render((stack) => new Server(stack, 'server', { image, autoscaling, ...more }));
const refused = (autoscaling: Autoscaling, more: Partial<ServerProps> = {}) =>
  mistakes((stack) => new Server(stack, 'server', { image, autoscaling, ...more }));

test('an autoscaler of which only the most pods are said', () => {
  expect(yaml(scaled({ maxReplicas: 6 }).get('HorizontalPodAutoscaler'))).toMatchSnapshot();
});

test('the Deployment does not say how many pods there are: each apply would set them back', () => {
  expect(scaled({ maxReplicas: 6 }).get('Deployment').spec).not.toHaveProperty('replicas');
});

test('without it the Deployment says so, and there is no autoscaler', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));
  expect(manifests.get('Deployment').spec.replicas).toBe(3);
  expect(manifests.all('HorizontalPodAutoscaler')).toEqual([]);
});

describe('there are more pods', () => {
  const resource = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });

  test.each<[string, Partial<Autoscaling>, object[]]>([
    ['for CPU, where nothing is said', {}, [resource('cpu', 80)]],
    ['for CPU', { cpuUtilization: 60 }, [resource('cpu', 60)]],
    ['for memory alone', { memoryUtilization: 70 }, [resource('memory', 70)]],
    ['for either', { cpuUtilization: 300, memoryUtilization: 70 }, [resource('cpu', 300), resource('memory', 70)]],
  ])('%s', (_, shares, metrics) => {
    expect(scaled({ maxReplicas: 6, ...shares }).get('HorizontalPodAutoscaler').spec.metrics).toEqual(metrics);
  });

  test('from the fewest to the most', () => {
    const { minReplicas, maxReplicas } = scaled({ minReplicas: 4, maxReplicas: 9 }).get('HorizontalPodAutoscaler').spec;
    expect([minReplicas, maxReplicas]).toEqual([4, 9]);
  });
});

test('a client has one, too, and both give it to be patched', () => {
  render((stack) => {
    const autoscaling = { maxReplicas: 6 };
    const made = [
      new Client(stack, 'client', { image, autoscaling }),
      new Server(stack, 'server', { image, autoscaling }),
    ];
    for (const { node, horizontalPodAutoscaler } of made) {
      const { kind, name } = horizontalPodAutoscaler!;
      expect([kind, name]).toEqual(['HorizontalPodAutoscaler', node.id]);
    }
    expect(new Server(stack, 'other', { image }).horizontalPodAutoscaler).toBeUndefined();
  });
});

describe('it is refused', () => {
  const count = (property: string, value: string, least: number | string = 1) =>
    `[app/server] autoscaling.${property} is ${value}; allowed is a whole number from ${least} to 10000`;
  const share = (property: string, value: string) => {
    const most = property === 'memoryUtilization' ? 99 : 1000;
    return `[app/server] autoscaling.${property} is ${value}; allowed are whole percents of the request from 1 to ${most}, such as 80`;
  };

  test.each([3, 0])('beside a number of replicas, and nothing else said: %i', (replicas) => {
    expect(refused({ maxReplicas: 6 }, { replicas })).toEqual([
      '[app/server] replicas and autoscaling both say how many pods there are; leave replicas out, and set autoscaling.minReplicas',
    ]);
  });

  test.each<[Autoscaling, ...string[]]>([
    [{ maxReplicas: 1 }, count('maxReplicas', '1', '2 (minReplicas)')],
    [{ minReplicas: 4, maxReplicas: 3 }, count('maxReplicas', '3', '4 (minReplicas)')],
    [{ maxReplicas: 10_001 }, count('maxReplicas', '10001', '2 (minReplicas)')],
    [{ maxReplicas: 2.5 }, count('maxReplicas', '2.5', '2 (minReplicas)')],
    [{ maxReplicas: NaN }, count('maxReplicas', 'NaN', '2 (minReplicas)')],
    [{} as Autoscaling, '[app/server] autoscaling.maxReplicas is missing; say how many there may be at most'],
    [{ maxReplicas: '6' as never }, count('maxReplicas', '"6"', '2 (minReplicas)')],
    [{ minReplicas: 0, maxReplicas: 6 }, count('minReplicas', '0')],
    [{ minReplicas: 1.5, maxReplicas: 0 }, count('minReplicas', '1.5'), count('maxReplicas', '0')],
    [{ maxReplicas: 6, cpuUtilization: 0 }, share('cpuUtilization', '0')],
    [{ maxReplicas: 6, cpuUtilization: 1001 }, share('cpuUtilization', '1001')],
    [{ maxReplicas: 6, memoryUtilization: 0.8 }, share('memoryUtilization', '0.8')],
    [
      { maxReplicas: 6, replicas: 2 } as Autoscaling,
      '[app/server] autoscaling.replicas is not known; allowed are cpuUtilization, maxReplicas, memoryUtilization, minReplicas',
    ],
  ])('as %j', (autoscaling, ...messages) => {
    expect(refused(autoscaling)).toEqual(messages);
  });

  test('for a volume that one pod at a time can have', () => {
    const volumes = { '/srv': Volume.persistent('uploads', Size.gibibytes(1)) };
    expect(refused({ maxReplicas: 6 }, { volumes })).toEqual([
      '[app/server] autoscaling.maxReplicas is 6, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; leave autoscaling out and set replicas: 1, or give the claim an access mode for many',
    ]);
  });

  test('not for one pod, nor for a volume of many', () => {
    const accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY;
    expect(refused({ maxReplicas: 6 }, { volumes: { '/srv': Volume.claim('uploads', { accessMode }) } })).toEqual([]);
    const volumes = { '/srv': Volume.claim('uploads') };
    expect(refused({ minReplicas: 1, maxReplicas: 1 }, { volumes })).toEqual([]);
  });
});
