// Checks of cdk8s' Size and of amounts of CPU.
import { SizeRoundingBehavior, type Size } from 'cdk8s';
import { inOrder, withMember, type Check } from './check';
import { formatValue, notAllowed } from './messages';

/** Accepts sizes of whole KiB. */
export function size({ fromMebibytes = 1 }: { fromMebibytes?: number } = {}): Check {
  const example = `Size.mebibytes(${fromMebibytes})`;
  return inOrder(withMember('toKibibytes', `a Size, such as ${example}`), (value, property) => {
    const amount = value === undefined ? undefined : toKibibytes(value as Size);
    if (amount === undefined || (Number.isSafeInteger(amount) && amount >= fromMebibytes * 1024)) return [];
    const allowed = `a whole number of KiB, at least ${fromMebibytes} MiB, such as ${example}`;
    return [notAllowed(property, `${formatValue(amount)} KiB`, allowed)];
  });
}

export function toKibibytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}
