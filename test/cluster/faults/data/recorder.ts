// Sends requests through the ingress controller, and records every response.
import type { IngressForward } from '../../cluster';
import { type HttpRequest, type HttpResponse, sendRequest } from '../../http';

export interface Recorded {
  readonly request: string;
  readonly ms: number;
  /** Or the reason why there was no response. */
  readonly status: number | string;
  readonly body: string;
}

export class Recorder {
  private responses: Recorded[] = [];

  constructor(
    private readonly ingress: IngressForward,
    private readonly host: string,
  ) {}

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
    const begin = Date.now();
    const record = (status: number | string, body: string) =>
      this.responses.push({ request: `${request.path} ${request.body ?? ''}`, ms: Date.now() - begin, status, body });
    try {
      const response = await sendRequest(this.ingress, { ...request, host: this.host });
      record(response.status, response.body);
      return response;
    } catch (error) {
      record(String(error), '');
      throw error;
    }
  };

  /** Sends a request ten times a second during an action, without waiting for responses. Returns all responses. */
  async during(request: HttpRequest, act: () => Promise<void>): Promise<Recorded[]> {
    this.responses = [];
    const requests: Promise<unknown>[] = [];
    const timer = setInterval(() => requests.push(this.send(request).catch(() => undefined)), 100);
    await act().finally(() => clearInterval(timer));
    await Promise.all(requests);
    return this.responses;
  }
}
