// Stores and workers stop and come back.
import { eventually, type IngressForward, kubectl, listPods, waitUntilAvailable } from '../cluster';
import { sendRequest } from '../http';
import { Api } from './api';

async function scale(deployment: string, replicas: number): Promise<void> {
  await kubectl('scale', '--namespace', 'fib', `deployment/${deployment}`, `--replicas=${replicas}`);
  if (replicas > 0) return waitUntilAvailable('fib', deployment);
  await eventually(`no ${deployment}`, async () => (await listPods('fib', deployment)).length === 0);
}

export function describeOutages(ingress: () => IngressForward): void {
  const api = new Api((request) => sendRequest(ingress(), request));

  test('without Redis the server answers 503; when Redis is back without its data, all values are computed again', async () => {
    await api.take(20);
    await api.complete(20);
    await scale('redis', 0);
    await api.reportsUnavailable('redis', api.current);
    await api.reportsUnavailable('redis', () => api.post(21));
    await api.well(api.all);
    expect((await api.ready()).status).toBe(200);
    await scale('redis', 1);
    await api.complete(20, 21);
  });

  test('without Postgres the server answers 503; when Postgres is back, so are its rows', async () => {
    await scale('postgres', 0);
    await api.reportsUnavailable('postgres', api.all);
    await api.reportsUnavailable('postgres', () => api.post(22));
    await api.well(api.current);
    expect((await api.ready()).status).toBe(200);
    await scale('postgres', 1);
    await api.take(23);
    await api.complete(20, 23);
  });

  test('without a worker indexes wait in the queue; two workers share it', async () => {
    await scale('worker', 0);
    await api.take(30, 31, 32);
    expect(await api.well(api.current)).not.toHaveProperty('30');
    await scale('worker', 2);
    await api.complete(30, 31, 32);
  });

  test('no log contains the password', async () => {
    const output = ['--output', 'jsonpath={.data.PGPASSWORD}'];
    const secret = await kubectl('get', 'secret/pgpassword', '--namespace', 'fib', ...output);
    const password = Buffer.from(secret, 'base64').toString();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const allPods = ['--selector', 'app.kubernetes.io/part-of=fib', '--tail', '-1'];
    const logs = await kubectl('logs', '--namespace', 'fib', ...allPods);
    expect(logs).toContain('"msg":"request"');
    expect(logs.includes(password)).toBe(false);
  });
}
