// Quantities of Kubernetes, and the requests and limits of containers.
import { formatType, notAllowed } from '../checks/messages';
import { entriesAt, field } from './manifest';

/** Returns the errors of the quantities of a container: no quantity, or a limit below the request. */
export function resourceErrors(container: unknown, place: string): string[] {
  const malformed = (['requests', 'limits'] as const).flatMap((list) =>
    entriesAt(container, 'resources', list)
      .filter(([, quantity]) => quantity !== null && !((parseQuantity(quantity) ?? -1) >= 0))
      .map(([name, quantity]) => notAllowed(`${place}.resources.${list}.${name}`, formatQuantity(quantity), ALLOWED)),
  );
  if (malformed.length > 0) return malformed;
  const limits = field(container, 'resources', 'limits');
  return entriesAt(container, 'resources', 'requests').flatMap(([name, request]) => {
    const limit = field(limits, name);
    if (limit === undefined || limit === null || parseQuantity(limit)! >= (parseQuantity(request) ?? 0)) return [];
    const allowed = `at least ${formatQuantity(request)} (its request)`;
    return [notAllowed(`${place}.resources.limits.${name}`, formatQuantity(limit), allowed, 'Change both')];
  });
}

const ALLOWED = 'a quantity from 0, such as 250m or 256Mi';

/**
 * Returns the number that a quantity means, or undefined if it is not valid.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined;
  if (typeof quantity !== 'string' || quantity.length > 64) return undefined;
  const [, number, suffix] = /^([-+]?(?:\d+\.?\d*|\.\d+))([eE][-+]?\d+|[KMGTPE]i|[numkMGTPE]?)$/.exec(quantity) ?? [];
  if (number === undefined) return undefined;
  return /\d/.test(suffix) ? Number(number + suffix) : Number(number) * FACTORS[suffix];
}

const FACTORS: Readonly<Record<string, number>> = {
  ...{ '': 1, n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4, Pi: 1024 ** 5, Ei: 1024 ** 6 },
};

/** Text that is not a quantity is not shown. */
function formatQuantity(quantity: unknown): string {
  return parseQuantity(quantity) === undefined ? formatType(quantity) : String(quantity);
}
