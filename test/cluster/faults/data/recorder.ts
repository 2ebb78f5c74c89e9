// Sends requests through the ingress controller, and records every answer.
import type { FrontDoor } from '../../cluster';
import { ask, type Answer, type Question } from '../../http';

export interface Recorded {
  readonly question: string;
  readonly ms: number;
  /** Or the reason why there was no answer. */
  readonly status: number | string;
  readonly body: string;
}

export class Recorder {
  private answers: Recorded[] = [];

  constructor(
    private readonly door: FrontDoor,
    private readonly host: string,
  ) {}

  readonly ask = async (question: Question): Promise<Answer> => {
    const begin = Date.now();
    const record = (status: number | string, body: string) =>
      this.answers.push({ question: `${question.path} ${question.body ?? ''}`, ms: Date.now() - begin, status, body });
    try {
      const answer = await ask(this.door, { ...question, host: this.host });
      record(answer.status, answer.body);
      return answer;
    } catch (error) {
      record(String(error), '');
      throw error;
    }
  };

  /** Sends a request ten times a second during an action, without waiting for answers. Returns all answers. */
  async during(question: Question, act: () => Promise<void>): Promise<Recorded[]> {
    this.answers = [];
    const requests: Promise<unknown>[] = [];
    const timer = setInterval(() => requests.push(this.ask(question).catch(() => undefined)), 100);
    await act().finally(() => clearInterval(timer));
    await Promise.all(requests);
    return this.answers;
  }
}
