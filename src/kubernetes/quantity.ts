// Sizes in the notation of Kubernetes. The oldest version of cdk8s that we support cannot format them.
import type { Size } from 'cdk8s';
import { toKibibytes } from '../checks/sizes';

const UNITS: [unit: string, kibibytes: number][] = [
  ['Ti', 1024 ** 3],
  ['Gi', 1024 ** 2],
  ['Mi', 1024],
  ['Ki', 1],
];

/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function formatQuantity(size: Size): string {
  const amount = toKibibytes(size);
  const [unit, kibibytes] = UNITS.find(([, divisor]) => amount % divisor === 0) ?? ['Ki', 1];
  return `${amount / kibibytes}${unit}`;
}
