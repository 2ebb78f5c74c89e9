// A volume has one writer at any time, even if the pod is deleted while its predecessor is still terminating.
import { JsonPatch, Size } from 'cdk8s';
import { Password, Postgres, Redis, Storage, type WebStack } from 'cdk8s-webstack';
import { render } from '../manifests';
import {
  applyAll,
  deleteNamespace,
  eventually,
  kubectl,
  listPods,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';

async function deploy(namespace: string, declare: (stack: WebStack) => void): Promise<void> {
  await recreateNamespace(namespace);
  await applyAll(render(declare, { namespace }));
  await waitUntilAvailable(namespace);
}

describe.each(['postgres', 'redis'])('%s whose predecessor terminates slowly', (name) => {
  const programs: Record<string, string> = { postgres: 'postgres', redis: 'redis-server' };

  /** Deletes the pod, and returns process 1 of both pods while both run. */
  async function replacePod(namespace: string): Promise<string[]> {
    const [old] = await listPods(namespace, name);
    await kubectl('delete', '--namespace', namespace, old, '--wait=false');
    return eventually('two running pods', async () => {
      const both = await listPods(namespace, name);
      return (
        both.length === 2 &&
        Promise.all(both.map((pod) => kubectl('exec', '--namespace', namespace, pod, '--', 'cat', '/proc/1/comm')))
      );
    }).then((names) => names.map((each) => each.trim()));
  }

  function declareDatabase(isLocked: boolean) {
    return (stack: WebStack) => {
      const database =
        name === 'postgres'
          ? new Postgres(stack, name, { password: Password.inline('disposable') })
          : new Redis(stack, name, { storage: Storage.ofSize(Size.mebibytes(64)) });
      const container = '/spec/template/spec/containers/0';
      database.deployment.addJsonPatch(
        JsonPatch.add(`${container}/lifecycle`, { preStop: { exec: { command: ['sleep', '15'] } } }),
      );
      if (!isLocked) database.deployment.addJsonPatch(JsonPatch.remove(`${container}/command`));
    };
  }

  test.each([
    ['waits for the lock', true, ['sh', programs[name]]],
    ['runs at the same time as its predecessor if the lock is removed', false, [programs[name], programs[name]]],
  ])('%s', async (_, isLocked, expected) => {
    const namespace = `webstack-test-${name}-${isLocked ? 'locked' : 'free'}`;
    await deploy(namespace, declareDatabase(isLocked));
    const running = await replacePod(namespace);
    expect(running.sort()).toEqual([...expected].sort());
    if (isLocked) {
      await eventually('the database to start', async () => {
        const remaining = await listPods(namespace, name);
        const comm = await kubectl('exec', '--namespace', namespace, remaining[0], '--', 'cat', '/proc/1/comm');
        return remaining.length === 1 && comm.trim() === programs[name];
      });
    }
    await deleteNamespace(namespace);
  });
});
