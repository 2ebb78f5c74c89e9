import type { Construct } from 'constructs';
import { formatValue } from '../checks/messages';
import { namespaceKey, Registry } from '../identity/registry';

interface ClaimUser {
  readonly component: Construct;
  readonly isExclusive: boolean;
  readonly accessMode?: string;
}

/** A component, and the claim that it creates. */
export interface ClaimOwner {
  readonly component: Construct;
  readonly claimName: string;
}

/** The components that create the claims of a volume: the first of each namespace that mounts it. */
export class ClaimOwners {
  private readonly owners = new Registry<ClaimOwner>();

  /** Returns the owner; the component itself, if it is the first. */
  public find(component: Construct, claimName: string): ClaimOwner {
    const owner = { component, claimName };
    return this.owners.register(component, namespaceKey(component), owner) ?? owner;
  }
}

const users = new Registry<ClaimUser>();

/** Returns the error of a claim that another component mounts, too, if only one pod at a time can mount it. */
export function sharedClaimError(
  component: Construct,
  claimName: string,
  isExclusive: boolean,
  accessMode?: string,
): string | undefined {
  const user = { component, isExclusive, accessMode };
  const other = users.register(component, `${namespaceKey(component)}\n${claimName}`, user);
  if (!other) return undefined;
  const claim = `the claim ${formatValue(claimName)}`;
  if (other.component !== component && (isExclusive || other.isExclusive))
    return (
      `${claim} is also mounted by ${other.component.node.path}, but only one pod at a time can ` +
      'mount it. Use a claim for each component, or set an access mode for several pods on both volumes.'
    );
  if (accessMode === other.accessMode) return undefined;
  const place = other.component === component ? 'another volume' : other.component.node.path;
  return `${claim} has the access mode ${accessMode} here, and ${other.accessMode} in ${place}. Set the same one.`;
}
