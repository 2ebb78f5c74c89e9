import { kindOf, titleOf, type Finding, type Manifest } from './manifest';

/** A finding about what one manifest no longer has. */
export type Loss = Omit<Finding, 'index'>;

export function warning(rule: string, message: string): Loss {
  return { rule, isError: false, message };
}

/** The loss of a removed object. References to it are reported where they are. */
const REMOVED: Readonly<Record<string, string>> = {
  NetworkPolicy: 'its pods accept and open every connection',
  PodDisruptionBudget: 'all its pods can be evicted at once',
};

/** Returns what the removal of an object loses. */
export function removalLosses(manifest: Manifest): Loss[] {
  const loss = REMOVED[kindOf(manifest)];
  return loss === undefined ? [] : [warning('removed-object', `the ${titleOf(manifest)} was removed: ${loss}.`)];
}
