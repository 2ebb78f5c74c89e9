import type { Construct } from 'constructs';
import { shown } from '../checks/messages';
import { namespaceKey, Registry } from '../identity/registry';

interface ClaimUser {
  readonly component: Construct;
  readonly exclusive: boolean;
}

const users = new Registry<ClaimUser>();

/** What is wrong with a component's use of a claim: that another one has it, and one pod at a time can. */
export function claimMistake(component: Construct, claimName: string, exclusive: boolean): string | undefined {
  const other = users.other(component, `${namespaceKey(component)}\n${claimName}`, { component, exclusive });
  if (!other || other.component === component || (!exclusive && !other.exclusive)) return undefined;
  return (
    `the claim ${shown(claimName)} is mounted by ${other.component.node.path} too, and one pod at a time can have it; ` +
    'give each a claim of its own, or both an access mode for many'
  );
}
