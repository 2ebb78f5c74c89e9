// Sizes as Kubernetes writes them. cdk8s can write them itself only from a later version than the oldest that we allow.
import { SizeRoundingBehavior, type Size } from 'cdk8s';
import { shown, typeName } from '../checks/messages';

const UNITS: [unit: string, kibibytes: number][] = [
  ['Ti', 1024 ** 3],
  ['Gi', 1024 ** 2],
  ['Mi', 1024],
  ['Ki', 1],
];

/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantity(size: Size): string {
  const amount = kibibytes(size);
  const [unit, each] = UNITS.find(([, per]) => amount % per === 0) ?? ['Ki', 1];
  return `${amount / each}${unit}`;
}

/** Not a number where it is no size: that is a mistake, which is reported. */
export function kibibytes(size: Size): number {
  if (!isSize(size)) return NaN;
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** What is wrong with a size that somebody gave. */
export function sizeMistake(property: string, size: Size, leastMebibytes = 1): string | undefined {
  if (!isSize(size))
    return `${property} is ${typeName(size)}; allowed is a Size, such as Size.mebibytes(${leastMebibytes})`;
  const amount = kibibytes(size);
  if (Number.isSafeInteger(amount) && amount >= leastMebibytes * 1024) return undefined;
  return `${property} is ${shown(amount)} KiB; allowed is a whole number of KiB, at least ${leastMebibytes} MiB: Size.mebibytes(${leastMebibytes})`;
}

/** From JavaScript anything can be passed. */
function isSize(size: Size | null): size is Size {
  return typeof size?.toKibibytes === 'function';
}
