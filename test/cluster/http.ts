// Requests through the ingress controller.
import { request, type IncomingHttpHeaders } from 'node:http';
import type { IngressForward } from './cluster';

export interface HttpRequest {
  /** Sent unchanged, without normalization. */
  readonly path: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  /** If set, the request is a POST with a JSON body. */
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request, on a connection of its own. */
export function sendRequest(
  ingress: IngressForward,
  { path, host = 'localhost', headers = {}, body }: HttpRequest,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const to = { host: '127.0.0.1', port: ingress.port, path, method: body === undefined ? 'GET' : 'POST' };
    const options = { ...to, headers: { host, ...json, ...headers }, agent: false, timeout: 10_000 };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no response for ${path}`)));
    sent.on('error', reject).end(body);
  });
}

/** Returns the component whose stub responded, and the path that it received: `api saw /v1`. */
export async function describeReceiver(ingress: IngressForward, path: string, host?: string): Promise<string> {
  const { status, body } = await sendRequest(ingress, { path, host });
  if (status !== 200) return String(status);
  const stub = JSON.parse(body);
  return `${stub.pod.replace(/-[a-z0-9]+-[a-z0-9]+$/, '')} saw ${stub.path}`;
}
