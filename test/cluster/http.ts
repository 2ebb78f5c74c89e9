import { request } from 'node:http';
import type { FrontDoor } from './cluster';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One GET through the front door; the path goes out as it is written. */
export function get(door: FrontDoor, path: string, host = 'localhost'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: door.port, path, headers: { host }, agent: false, timeout: 10_000 };
    const sent = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${path}`)));
    sent.on('error', reject).end();
  });
}

/** Which component a stand-in says it is, and which path it saw. */
export async function answeredBy(door: FrontDoor, path: string, host?: string): Promise<string> {
  const { status, body } = await get(door, path, host);
  if (status !== 200) return String(status);
  const answer = JSON.parse(body);
  return `${answer.pod.replace(/-[a-z0-9]+-[a-z0-9]+$/, '')} saw ${answer.path}`;
}
