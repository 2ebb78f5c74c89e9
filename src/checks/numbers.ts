// Checks of numbers: ports, counts, whole numbers in a range.
import { inOrder, satisfying, type Check } from './check';
import { wrongType } from './messages';

export interface NumberRange {
  /** @default 1 */
  readonly from?: number;
  /** The highest number. */
  readonly to: number;
  /** An explanation of the range, in parentheses. */
  readonly reason?: string;
  readonly wayOut?: string;
}

/** Accepts whole numbers in a range. */
export function wholeNumber({ from = 1, to, reason, wayOut }: NumberRange): Check {
  const allowed = `a whole number from ${from} to ${to}${reason === undefined ? '' : ` (${reason})`}`;
  const isInRange = (value: number) => Number.isInteger(value) && value >= from && value <= to;
  return inOrder(numberLike(allowed), satisfying(isInRange, allowed, { wayOut }));
}

/** Accepts numbers. The error shows no text: it may contain a password. */
function numberLike(allowed: string): Check {
  return (value, property) => {
    if (value === undefined || typeof value === 'number') return [];
    const isInQuotes = typeof value === 'string' && /^\d{1,9}$/.test(value);
    return [wrongType(property, value, allowed, isInQuotes ? 'Write it without quotes' : undefined)];
  };
}

/** Accepts ports. A container that does not run as root listens on 1024 or above. */
export function port({ from = 1 }: { from?: number } = {}): Check {
  if (from === 1) return wholeNumber({ to: MOST_PORT });
  const reason = 'containers do not run as root';
  return wholeNumber({ from, to: MOST_PORT, reason, wayOut: 'Listen on another port, such as 8080' });
}

const MOST_PORT = 65_535;

/** Accepts numbers of pods. The limit is far above what a cluster holds: a higher number is a typing error. */
export function count({ from = 1 }: { from?: number } = {}): Check {
  return wholeNumber({ from, to: 10_000 });
}

/** The highest number in the 32-bit fields of the Kubernetes API. */
export const MOST_INT32 = 2 ** 31 - 1;
