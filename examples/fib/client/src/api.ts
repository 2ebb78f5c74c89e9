/** Which indexes were asked for, in that order, and the values of those that are computed. */
export interface Values {
  readonly asked: number[];
  readonly current: Record<string, number>;
}

/** The server did not answer, or answered that it cannot for now. */
export class Away extends Error {}

/** The server does not take what was sent; the message is its own. */
export class Refused extends Error {}

const PATIENCE_MS = 5_000;

export async function readValues(): Promise<Values> {
  const [asked, current] = await Promise.all([ask('/api/values/all'), ask('/api/values/current')]);
  return { asked, current } as Values;
}

export async function submit(index: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await ask('/api/values', { method: 'POST', headers, body: JSON.stringify({ index }) });
}

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const { ok, status, body } = await answerOf(path, init);
  if (ok) return body;
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `status ${status}`;
  throw status < 500 ? new Refused(error) : new Away(error);
}

/** What is no JSON was not said by the server, but by something in front of it. */
async function answerOf(path: string, init: RequestInit): Promise<{ ok: boolean; status: number; body: unknown }> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const { ok, status } = response;
    return { ok, status, body: await response.json() };
  } catch {
    throw new Away('it does not answer');
  }
}
