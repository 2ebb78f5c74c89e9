import { useEffect, useRef, useState } from 'react';
import { fetchValues, type Values } from './api';
import { backOff } from './back-off';

const PERIOD_MS = 1_000;

export interface PolledValues {
  /** The last values that the server returned; undefined until it first answers. */
  readonly values: Values | undefined;
  /** Why the values may be out of date; undefined while the server answers. */
  readonly error: string | undefined;
  /** Polls again immediately. */
  readonly refresh: () => void;
}

/** Polls the values every second, and with a growing delay while the server is unavailable. */
export function useValues(): PolledValues {
  const [values, setValues] = useState<Values>();
  const [error, setError] = useState<string>();
  const refresh = useRef(() => {});
  useEffect(() => {
    const succeed = (fetched: Values): void => {
      setValues(fetched);
      setError(undefined);
    };
    const polling = startPolling(succeed, (failure) => setError(failure.message));
    refresh.current = polling.refresh;
    return polling.stop;
  }, []);
  return { values, error, refresh: () => refresh.current() };
}

interface Polling {
  readonly refresh: () => void;
  readonly stop: () => void;
}

function startPolling(succeed: (values: Values) => void, fail: (error: Error) => void): Polling {
  let timer: number | undefined;
  let failures = 0;
  let latest = 0;
  async function poll(): Promise<void> {
    window.clearTimeout(timer);
    const number = ++latest;
    const report = await fetchValues().then(
      (values) => () => ((failures = 0), succeed(values)),
      (error: Error) => () => (failures++, fail(error)),
    );
    if (number !== latest) return; // A later poll reports newer values.
    report();
    timer = window.setTimeout(refresh, failures === 0 ? PERIOD_MS : backOff(failures - 1));
  }
  const refresh = (): void => void poll();
  function stop(): void {
    latest++;
    window.clearTimeout(timer);
  }
  refresh();
  return { refresh, stop };
}
