// The component that answers each request, and the path that it receives. The controller forwards the id of a request, and
// client and server log it.
import { randomUUID } from 'node:crypto';
import { eventually, type IngressForward, kubectl } from '../cluster';
import { type HttpRequest, type HttpResponse, sendRequest } from '../http';

interface Row {
  readonly path: string;
  /** If set, the request is a POST. */
  readonly body?: string;
  readonly seen: string;
  readonly status: number;
}

export const ROUTING_TABLE: Row[] = [
  { path: '/', seen: 'client saw /', status: 200 },
  { path: '/index.html', seen: 'client saw /index.html', status: 200 },
  { path: 'ASSET', seen: 'client saw ASSET', status: 200 },
  { path: '/assets/none.js', seen: 'client saw /assets/none.js', status: 404 },
  { path: '/about', seen: 'client saw /about', status: 200 },
  { path: '/about?x=1', seen: 'client saw /about?x=1', status: 200 },
  { path: '/a%20b', seen: 'client saw /a%20b', status: 200 },
  { path: '/caf%C3%A9', seen: 'client saw /caf%C3%A9', status: 200 },
  { path: '/apix', seen: 'client saw /apix', status: 200 },
  { path: '/x/api/values/all', seen: 'client saw /x/api/values/all', status: 200 },
  { path: '/api', seen: 'server saw /', status: 200 },
  { path: '/api/', seen: 'server saw /', status: 200 },
  { path: '/api?x=1', seen: 'server saw /', status: 200 },
  { path: '/api/values/all', seen: 'server saw /values/all', status: 200 },
  { path: '/api/values/current?x=1', seen: 'server saw /values/current', status: 200 },
  { path: '/api/values/current?x=%20%2F', seen: 'server saw /values/current', status: 200 },
  { path: '//api/values/all', seen: 'server saw /values/all', status: 200 },
  { path: '/%61pi/values/all', seen: 'server saw /values/all', status: 200 },
  { path: '/api//x', seen: 'server saw /x', status: 404 },
  { path: '/API/x', seen: 'server saw /x', status: 404 },
  { path: '/api/a%20b', seen: 'server saw /a%20b', status: 404 },
  { path: '/api/a%2Fb', seen: 'server saw /a/b', status: 404 },
  { path: '/api/a%3Fb', seen: 'server saw /a%3Fb', status: 404 },
  { path: '/api/a%25b', seen: 'server saw /a%25b', status: 404 },
  { path: '/api/caf%C3%A9', seen: 'server saw /caf%C3%A9', status: 404 },
  { path: '/api/../about', seen: 'client saw /api/../about', status: 200 },
  { path: '/api/%2e%2e/about', seen: 'client saw /api/%2e%2e/about', status: 200 },
  { path: '/api/values', seen: 'server saw /values', status: 200, body: '{"index": 12}' },
  { path: '/api/values/', seen: 'server saw /values/', status: 404, body: '{"index": 12}' },
  { path: '/api/values', seen: 'server saw /values', status: 422, body: '{"index": 41}' },
  { path: '/api/values', seen: 'server saw /values', status: 400, body: '{"index": 4' },
  {
    path: '/api/values',
    seen: 'server saw /values',
    status: 413,
    body: JSON.stringify({ index: 12, more: 'x'.repeat(2_000) }),
  },
  { path: '/', seen: 'client saw /', status: 405, body: '{}' },
];

export interface Exchange {
  /** `server saw /values/all` */
  readonly seen: string;
  readonly response: HttpResponse;
}

/** Sends all requests, and then finds in the logs which component received which path. */
export async function exchanges(ingress: IngressForward, requests: HttpRequest[]): Promise<Exchange[]> {
  const ids = requests.map(() => randomUUID());
  const responses: HttpResponse[] = [];
  for (const [index, request] of requests.entries()) {
    responses.push(await sendRequest(ingress, { ...request, headers: { 'x-request-id': ids[index] } }));
  }
  const seen = await eventually('every request in a log', async () => {
    const found = await seenById();
    return ids.every((id) => found.has(id)) && found;
  });
  return ids.map((id, index) => ({ seen: seen.get(id) ?? 'nobody', response: responses[index] }));
}

async function seenById(): Promise<Map<string, string>> {
  const selector = 'app.kubernetes.io/name in (client, server)';
  const limits = ['--since', '10m', '--tail', '-1', '--prefix'];
  const logs = await kubectl('logs', '--namespace', 'fib', '--selector', selector, ...limits);
  const requests = [...logs.matchAll(/^\[pod\/\S+\/(\w+)\] (\{.*"msg":"request".*\})$/gm)];
  return new Map(
    requests.map(([, component, line]) => {
      const { reqId, path } = JSON.parse(line);
      return [reqId, `${component} saw ${path}`];
    }),
  );
}
