// A volume always has one writer, also while a deleted pod is still terminating.
import { JsonPatch, Size } from 'cdk8s';
import { Password, Postgres, Redis, Storage, type WebStack } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';

async function deploy(namespace: string, declare: (stack: WebStack) => void): Promise<void> {
  await freshNamespace(namespace);
  await applyAll(render(declare, { namespace }));
  await available(namespace);
}

describe.each(['postgres', 'redis'])('%s with a predecessor that terminates slowly', (name) => {
  const programs: Record<string, string> = { postgres: 'postgres', redis: 'redis-server' };

  /** Process 1 of both pods while two are running. */
  async function processes(namespace: string): Promise<string[]> {
    const [old] = await pods(namespace, name);
    await kubectl('delete', '--namespace', namespace, old, '--wait=false');
    return eventually('two pods that run', async () => {
      const both = await pods(namespace, name);
      return (
        both.length === 2 &&
        Promise.all(both.map((pod) => kubectl('exec', '--namespace', namespace, pod, '--', 'cat', '/proc/1/comm')))
      );
    }).then((found) => found.map((each) => each.trim()));
  }

  function declare(locked: boolean) {
    return (stack: WebStack) => {
      const database =
        name === 'postgres'
          ? new Postgres(stack, name, { password: Password.inline('throw-away') })
          : new Redis(stack, name, { storage: Storage.ofSize(Size.mebibytes(64)) });
      const container = '/spec/template/spec/containers/0';
      database.deployment.addJsonPatch(
        JsonPatch.add(`${container}/lifecycle`, { preStop: { exec: { command: ['sleep', '15'] } } }),
      );
      if (!locked) database.deployment.addJsonPatch(JsonPatch.remove(`${container}/command`));
    };
  }

  test.each([
    ['waits for it', true, ['sh', programs[name]]],
    ['does not wait for it without the lock', false, [programs[name], programs[name]]],
  ])('%s', async (_, locked, expected) => {
    const namespace = `webstack-test-${name}-${locked ? 'locked' : 'free'}`;
    await deploy(namespace, declare(locked));
    const first = await processes(namespace);
    expect(first.sort()).toEqual([...expected].sort());
    if (locked) {
      await eventually('the successor to run', async () => {
        const running = await pods(namespace, name);
        const comm = await kubectl('exec', '--namespace', namespace, running[0], '--', 'cat', '/proc/1/comm');
        return running.length === 1 && comm.trim() === programs[name];
      });
    }
    await dropNamespace(namespace);
  });
});
