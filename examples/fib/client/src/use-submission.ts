import { useState } from 'react';
import { RequestRejected, submitIndex } from './api';

/** The last submission, for the live region of the form. */
export interface Submission {
  readonly state: 'none' | 'pending' | 'done' | 'error';
  readonly message: string;
  /** Submits the text of the field, and resolves to whether the server accepted it. */
  readonly submit: (text: string) => Promise<boolean>;
}

export function useSubmission(current: Record<string, number>): Submission {
  const [accepted, setAccepted] = useState<number>();
  const [error, setError] = useState<string>();

  async function submit(text: string): Promise<boolean> {
    const index = text.trim() === '' ? NaN : Number(text);
    try {
      await submitIndex(index);
    } catch (failure) {
      setError(describeFailure(failure as Error));
      return false;
    }
    setError(undefined);
    setAccepted(index);
    return true;
  }

  if (error !== undefined) return { state: 'error', message: error, submit };
  if (accepted === undefined) return { state: 'none', message: '', submit };
  const value = current[accepted];
  if (value === undefined) return { state: 'pending', message: `computing F(${accepted})…`, submit };
  return { state: 'done', message: `F(${accepted}) = ${value}`, submit };
}

function describeFailure(failure: Error): string {
  if (failure instanceof RequestRejected) return failure.message;
  return `not submitted: the server is unavailable (${failure.message})`;
}
