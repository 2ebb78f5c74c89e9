// Stores and workers go away and come back; pods are replaced.
import { available, eventually, kubectl, pods, type FrontDoor } from '../cluster';
import { ask, type Answer } from '../http';

async function scale(deployment: string, replicas: number): Promise<void> {
  await kubectl('scale', '--namespace', 'fib', `deployment/${deployment}`, `--replicas=${replicas}`);
  if (replicas > 0) return available('fib', deployment);
  await gone(deployment, 0);
}

async function gone(deployment: string, left: number): Promise<void> {
  await eventually(`${left} ${deployment}`, async () => (await pods('fib', deployment)).length === left);
}

async function replaceAll(): Promise<void> {
  await kubectl('rollout', 'restart', '--namespace', 'fib', 'deployment/client', 'deployment/server');
  for (const name of ['client', 'server']) {
    await kubectl('rollout', 'status', '--namespace', 'fib', '--timeout', '300s', `deployment/${name}`);
    await gone(name, 3);
  }
}

/** The API through the front door. */
class Api {
  constructor(private readonly door: () => FrontDoor) {}

  readonly ready = () => ask(this.door(), { path: '/api/ready' });
  readonly all = () => ask(this.door(), { path: '/api/values/all' });
  readonly current = () => ask(this.door(), { path: '/api/values/current' });
  readonly post = (index: number) => ask(this.door(), { path: '/api/values', body: JSON.stringify({ index }) });

  /** What it says, as soon as it says that all is well: on a busy machine a store may be late once. */
  well(question: () => Promise<Answer>) {
    return eventually('status 200', async () => {
      const { status, body } = await question();
      return status === 200 && JSON.parse(body);
    });
  }

  async take(...indexes: number[]): Promise<void> {
    for (const index of indexes) await this.well(() => this.post(index));
  }

  /** Waits for the values of all indexes that were ever asked for, these among them. */
  async complete(...indexes: number[]): Promise<void> {
    const asked: number[] = await this.well(this.all);
    expect(asked).toEqual(expect.arrayContaining(indexes));
    await eventually(`values of ${asked.join(', ')}`, async () => {
      const values = await this.well(this.current);
      return asked.every((index) => index in values);
    });
  }

  async saysAway(store: string, question: () => Promise<Answer>): Promise<void> {
    // Its last connection may take a moment to break.
    await eventually(`${store} to be missed`, async () => (await question()).status === 503);
    const begin = Date.now();
    const { status, body } = await question();
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect([status, JSON.parse(body)]).toEqual([503, { error: `${store} is away; try again in a moment` }]);
  }
}

export function describeOutages(door: () => FrontDoor): void {
  const api = new Api(door);

  test('Redis goes away, is missed, and comes back without its data: all values are there again', async () => {
    await api.take(20);
    await api.complete(20);
    await scale('redis', 0);
    await api.saysAway('redis', api.current);
    await api.saysAway('redis', () => api.post(21));
    await api.well(api.all);
    expect((await api.ready()).status).toBe(200);
    await scale('redis', 1);
    await api.complete(20, 21);
  });

  test('Postgres goes away, is missed, and comes back with its data', async () => {
    await scale('postgres', 0);
    await api.saysAway('postgres', api.all);
    await api.saysAway('postgres', () => api.post(22));
    await api.well(api.current);
    expect((await api.ready()).status).toBe(200);
    await scale('postgres', 1);
    await api.take(23);
    await api.complete(20, 23);
  });

  test('while the worker is away indexes wait for it; two of them share the work', async () => {
    await scale('worker', 0);
    await api.take(30, 31, 32);
    expect(await api.well(api.current)).not.toHaveProperty('30');
    await scale('worker', 2);
    await api.complete(30, 31, 32);
  });

  test('no request is lost while every client and server is replaced', async () => {
    const lost: string[] = [];
    let replacing = true;
    async function askOn(path: string): Promise<void> {
      while (replacing) {
        const { status } = await ask(door(), { path }).catch((error) => ({ status: String(error) }));
        if (status !== 200) lost.push(`${path}: ${status}`);
      }
    }
    const asking = Promise.all([askOn('/about'), askOn('/api/live')]);
    await replaceAll().finally(() => (replacing = false));
    await asking;
    expect(lost).toEqual([]);
  });

  test('no log has the password', async () => {
    const output = ['--output', 'jsonpath={.data.PGPASSWORD}'];
    const secret = await kubectl('get', 'secret/pgpassword', '--namespace', 'fib', ...output);
    const password = Buffer.from(secret, 'base64').toString();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const everybody = ['--selector', 'app.kubernetes.io/part-of=fib', '--tail', '-1'];
    const logs = await kubectl('logs', '--namespace', 'fib', ...everybody);
    expect(logs).toContain('"msg":"request"');
    expect(logs.includes(password)).toBe(false);
  });
}
