// Stores in memory, and a log that records its lines.
import { pino, type Logger } from 'pino';
import type { Indexes, Values } from '../src/stores.js';

export class FakeIndexes implements Indexes {
  readonly committed: number[] = [];
  all = async (): Promise<number[]> => [...this.committed];
  add = async (index: number): Promise<void> => {
    if (!this.committed.includes(index)) this.committed.push(index);
  };
}

export class FakeValues implements Values {
  readonly values: Record<string, number> = {};
  readonly waiting: number[] = [];
  current = async (): Promise<Record<string, number>> => ({ ...this.values });
  queued = async (): Promise<number[]> => [...this.waiting];
  queue = async (indexes: number[]): Promise<void> => {
    this.waiting.push(...indexes);
  };
}

export function recordLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: pino({}, { write: (line) => lines.push(line) }), lines };
}

/** An answer that never comes. */
export const hang = <T>(): Promise<T> => new Promise(() => undefined);
