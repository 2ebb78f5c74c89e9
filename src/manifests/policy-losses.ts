// Traffic that a NetworkPolicy no longer denies.
import { warning, type Loss } from './loss';
import { entriesAt, field, kindOf, listAt, textAt, type Manifest } from './manifest';
import { policyClosures } from './policy-closures';
import { formatSelector } from './pods';

/** Returns what a change of a NetworkPolicy allows. */
export function policyLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (kindOf(declared) !== 'NetworkPolicy' || kindOf(changed) !== 'NetworkPolicy') return [];
  const types = listAt(declared, 'spec', 'policyTypes').filter(
    (type) => !listAt(changed, 'spec', 'policyTypes').includes(type),
  );
  return [
    ...types.map((type) => warning('open-policy', `spec.policyTypes lacks ${String(type)}: all of it is allowed.`)),
    ...(hasOtherPods(declared, changed)
      ? [warning('open-policy', 'spec.podSelector is changed: the policy does not restrict the pods of its component.')]
      : policyClosures(declared, changed)),
    ...(['ingress', 'egress'] as const).flatMap((direction) => openRules(declared, changed, direction)),
  ];
}

/** Whether a policy no longer selects the same pods. */
export function hasOtherPods(declared: Manifest, changed: Manifest): boolean {
  const [before, after] = [declared, changed].map((manifest) => formatSelector(field(manifest, 'spec', 'podSelector')));
  return before !== after;
}

const PEERS = { ingress: 'from', egress: 'to' } as const;

/** Rules that the declared policy does not have, and what each allows. */
function openRules(declared: Manifest, changed: Manifest, direction: 'ingress' | 'egress'): Loss[] {
  const before = listAt(declared, 'spec', direction);
  const known = new Set(before.flatMap((rule) => openings(rule, PEERS[direction]).map(([key]) => key)));
  return listAt(changed, 'spec', direction).flatMap((rule, index) =>
    openings(rule, PEERS[direction])
      .filter(([key]) => !known.has(key))
      .map(([, place, loss]) => warning('open-policy', `spec.${direction}[${index}]${place}: it allows ${loss}.`)),
  );
}

/** The openings of a rule: a key, the place inside the rule, and what is allowed there. */
function openings(rule: unknown, list: 'from' | 'to'): [key: string, place: string, loss: string][] {
  const peers = listAt(rule, list);
  const open = peers.flatMap((peer, index): [string, string, string][] => {
    const extent = extentOf(peer);
    return extent === undefined ? [] : [[extent, `.${list}[${index}]`, `traffic ${list} ${extent}`]];
  });
  const hasPorts = listAt(rule, 'ports').length > 0;
  return [
    ...(peers.length === 0 ? [['peers', ` has no ${list}`, `traffic ${list} every address`] as const] : open),
    ...(hasPorts || peers.length === 0 ? [] : [['ports', ' has no ports', 'every port'] as const]),
  ].map(([key, place, loss]) => [key, place, loss]);
}

/** The many peers that one peer of a rule stands for, in words; undefined for a few. */
function extentOf(peer: unknown): string | undefined {
  if (textAt(peer, 'ipBlock', 'cidr')?.endsWith('/0')) return 'every address';
  const [namespaces, pods] = [field(peer, 'namespaceSelector'), field(peer, 'podSelector')];
  if (pods !== undefined && !isEmpty(pods)) return undefined;
  if (namespaces === undefined) return pods === undefined ? undefined : 'every pod of the namespace';
  return isEmpty(namespaces) ? 'every pod of the cluster' : undefined;
}

/** Whether a label selector selects everything. */
function isEmpty(selector: unknown): boolean {
  return entriesAt(selector).every(([, value]) => Object.keys((value ?? {}) as object).length === 0);
}
