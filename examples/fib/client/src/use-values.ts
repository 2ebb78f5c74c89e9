import { useEffect, useRef, useState } from 'react';
import { readValues, type Values } from './api';
import { backOff } from './back-off';

const PERIOD_MS = 1_000;

export interface KnownValues extends Values {
  /** Why the values may be old: the server is away. */
  readonly away: string | undefined;
  /** Asks again at once. */
  readonly refresh: () => void;
}

/** The values, asked for every second; while the server is away less and less often. The last ones stay meanwhile. */
export function useValues(): KnownValues {
  const [values, setValues] = useState<Values>({ asked: [], current: {} });
  const [away, setAway] = useState<string>();
  const refresh = useRef(() => {});
  useEffect(() => {
    const known = (read: Values): void => {
      setValues(read);
      setAway(undefined);
    };
    const polling = poll(known, (error) => setAway(error.message));
    refresh.current = polling.now;
    return polling.stop;
  }, []);
  return { ...values, away, refresh: () => refresh.current() };
}

function poll(known: (values: Values) => void, failed: (error: Error) => void): { now: () => void; stop: () => void } {
  let timer: number | undefined;
  let failures = 0;
  let turn = 0;
  async function now(): Promise<void> {
    window.clearTimeout(timer);
    const mine = ++turn;
    const tell = await readValues().then(
      (values) => () => ((failures = 0), known(values)),
      (error: Error) => () => (failures++, failed(error)),
    );
    // Somebody else has asked in the meantime, and will tell something newer.
    if (mine !== turn) return;
    tell();
    timer = window.setTimeout(() => void now(), failures === 0 ? PERIOD_MS : backOff(failures - 1));
  }
  function stop(): void {
    turn++;
    window.clearTimeout(timer);
  }
  void now();
  return { now: () => void now(), stop };
}
