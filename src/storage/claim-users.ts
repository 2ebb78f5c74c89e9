import type { Construct } from 'constructs';
import { formatValue } from '../checks/messages';
import { namespaceKey, Registry } from '../identity/registry';

interface ClaimUser {
  readonly component: Construct;
  readonly isExclusive: boolean;
}

const users = new Registry<ClaimUser>();

/** Returns the error of a claim that another component mounts, too, if only one pod at a time can mount it. */
export function sharedClaimError(component: Construct, claimName: string, isExclusive: boolean): string | undefined {
  const other = users.register(component, `${namespaceKey(component)}\n${claimName}`, { component, isExclusive });
  if (!other || other.component === component || (!isExclusive && !other.isExclusive)) return undefined;
  return (
    `the claim ${formatValue(claimName)} is also mounted by ${other.component.node.path}, but only one pod at a time can ` +
    'mount it. Use a claim for each component, or set an access mode for several pods on both volumes.'
  );
}
