/** The submitted indexes, in the order of submission, and the values that are computed so far. */
export interface Values {
  readonly indexes: number[];
  readonly current: Record<string, number>;
}

/** The server did not answer, or cannot answer at the moment. */
export class ServerUnavailable extends Error {}

/** The server rejected the request; the message is the server's. */
export class RequestRejected extends Error {}

const TIMEOUT_MS = 5_000;

export async function fetchValues(): Promise<Values> {
  const [indexes, current] = await Promise.all([request('/api/values/all'), request('/api/values/current')]);
  return { indexes, current } as Values;
}

export async function submitIndex(index: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await request('/api/values', { method: 'POST', headers, body: JSON.stringify({ index }) });
}

async function request(path: string, init: RequestInit = {}): Promise<unknown> {
  const { ok, status, body } = await fetchJson(path, init);
  if (ok) return body;
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `status ${status}`;
  throw status < 500 ? new RequestRejected(error) : new ServerUnavailable(error);
}

/** An answer that is not JSON comes from a proxy in front of the server. */
async function fetchJson(path: string, init: RequestInit): Promise<{ ok: boolean; status: number; body: unknown }> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { ok, status } = response;
    return { ok, status, body: await response.json() };
  } catch {
    throw new ServerUnavailable('no answer');
  }
}
