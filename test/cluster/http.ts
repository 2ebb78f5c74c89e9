import { request, type IncomingHttpHeaders } from 'node:http';
import type { FrontDoor } from './cluster';

export interface Question {
  /** Sent as written. */
  readonly path: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  /** Sent as a POST of JSON. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request through the ingress controller. */
export function ask(door: FrontDoor, { path, host = 'localhost', headers = {}, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const to = { host: '127.0.0.1', port: door.port, path, method: body === undefined ? 'GET' : 'POST' };
    const options = { ...to, headers: { host, ...json, ...headers }, agent: false, timeout: 10_000 };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${path}`)));
    sent.on('error', reject).end(body);
  });
}

/** The component and the path that a stub answers with: `api saw /x`. */
export async function answeredBy(door: FrontDoor, path: string, host?: string): Promise<string> {
  const { status, body } = await ask(door, { path, host });
  if (status !== 200) return String(status);
  const answer = JSON.parse(body);
  return `${answer.pod.replace(/-[a-z0-9]+-[a-z0-9]+$/, '')} saw ${answer.path}`;
}
