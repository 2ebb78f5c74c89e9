// Asks through the front door, and remembers every answer.
import type { FrontDoor } from '../../cluster';
import { ask, type Answer, type Question } from '../../http';

export interface Heard {
  readonly question: string;
  readonly ms: number;
  /** Or why there was no answer. */
  readonly status: number | string;
  readonly body: string;
}

export class Witness {
  private heard: Heard[] = [];

  constructor(
    private readonly door: FrontDoor,
    private readonly host: string,
  ) {}

  readonly ask = async (question: Question): Promise<Answer> => {
    const begin = Date.now();
    const remember = (status: number | string, body: string) =>
      this.heard.push({ question: `${question.path} ${question.body ?? ''}`, ms: Date.now() - begin, status, body });
    try {
      const answer = await ask(this.door, { ...question, host: this.host });
      remember(answer.status, answer.body);
      return answer;
    } catch (error) {
      remember(String(error), '');
      throw error;
    }
  };

  /** All answers while a thing is done, in which a question is asked ten times a second, whether or not it is answered. */
  async during(question: Question, act: () => Promise<void>): Promise<Heard[]> {
    this.heard = [];
    const asked: Promise<unknown>[] = [];
    const asking = setInterval(() => asked.push(this.ask(question).catch(() => undefined)), 100);
    await act().finally(() => clearInterval(asking));
    await Promise.all(asked);
    return this.heard;
  }
}
