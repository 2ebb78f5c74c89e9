// Traffic that a NetworkPolicy no longer denies.
import { warning, type Loss } from './loss';
import { kindOf, listAt, type Manifest } from './manifest';

/** Returns what a change of a NetworkPolicy allows. */
export function policyLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (kindOf(changed) !== 'NetworkPolicy') return [];
  const types = listAt(declared, 'spec', 'policyTypes').filter(
    (type) => !listAt(changed, 'spec', 'policyTypes').includes(type),
  );
  return [
    ...types.map((type) => warning('open-policy', `spec.policyTypes lacks ${String(type)}: all of it is allowed.`)),
    ...(['ingress', 'egress'] as const).flatMap((direction) => openRules(declared, changed, direction)),
  ];
}

const PEERS = { ingress: 'from', egress: 'to' } as const;

function openRules(declared: Manifest, changed: Manifest, direction: 'ingress' | 'egress'): Loss[] {
  const isOpen = (rule: unknown) => listAt(rule, PEERS[direction]).length === 0;
  if (listAt(declared, 'spec', direction).some(isOpen)) return [];
  return listAt(changed, 'spec', direction).flatMap((rule, index) =>
    isOpen(rule)
      ? [
          warning(
            'open-policy',
            `spec.${direction}[${index}] has no ${PEERS[direction]}: it allows traffic ${PEERS[direction]} every address.`,
          ),
        ]
      : [],
  );
}
