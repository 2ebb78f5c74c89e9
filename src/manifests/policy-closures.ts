// Declared traffic that a changed NetworkPolicy denies.
import { formatNames } from '../checks/messages';
import { warning, type Loss } from './loss';
import { entriesAt, field, listAt, textAt, type Manifest } from './manifest';
import { formatSelector } from './pods';

/** A peer and a port of a rule; undefined for all of them. */
interface Flow {
  readonly peer?: unknown;
  readonly port?: unknown;
}

const PEERS = { ingress: 'from', egress: 'to' } as const;
type Direction = keyof typeof PEERS;

/** Returns the declared traffic that a changed policy for the same pods denies: one warning for each direction. */
export function policyClosures(declared: Manifest, changed: Manifest): Loss[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const isRestricted = listAt(changed, 'spec', 'policyTypes').some(
      (type) => String(type).toLowerCase() === direction,
    );
    if (!isRestricted) return [];
    const rules = listAt(changed, 'spec', direction);
    const before = listAt(declared, 'spec', direction).flatMap((rule) => flowsOf(rule, direction));
    const lost = before.filter((flow) => !rules.some((rule) => covers(rule, direction, flow)));
    if (lost.length === 0) return [];
    const names = [...new Set(lost.map((flow) => formatFlow(flow, direction)))];
    return [warning('closed-policy', `spec.${direction} denies declared traffic: ${formatNames(names)}.`)];
  });
}

function flowsOf(rule: unknown, direction: Direction): Flow[] {
  const peers = listAt(rule, PEERS[direction]);
  const ports = listAt(rule, 'ports');
  return (peers.length > 0 ? peers : [undefined]).flatMap((peer) =>
    (ports.length > 0 ? ports : [undefined]).map((port) => ({ peer, port })),
  );
}

function covers(rule: unknown, direction: Direction, { peer, port }: Flow): boolean {
  const peers = listAt(rule, PEERS[direction]);
  const ports = listAt(rule, 'ports');
  return (
    (peers.length === 0 || peers.some((each) => includes(each, peer))) &&
    (ports.length === 0 || ports.some((each) => formatPort(each) === formatPort(port)))
  );
}

/** Whether a peer is the other one, or so wide that it contains it. */
function includes(peer: unknown, other: unknown): boolean {
  if (other === undefined) return textAt(peer, 'ipBlock', 'cidr') === '0.0.0.0/0';
  if (formatPeer(peer) === formatPeer(other)) return true;
  if (textAt(peer, 'ipBlock', 'cidr') === '0.0.0.0/0') return true;
  if (field(other, 'ipBlock') !== undefined || field(peer, 'ipBlock') !== undefined) return false;
  if (formatSelector(field(peer, 'podSelector')) !== '') return false;
  const [namespaces, others] = [peer, other].map((each) => field(each, 'namespaceSelector'));
  return namespaces === undefined ? others === undefined : formatSelector(namespaces) === '';
}

function formatFlow({ peer, port }: Flow, direction: Direction): string {
  const where = peer === undefined ? 'every address' : formatPeer(peer);
  return `${PEERS[direction]} ${where}${port === undefined ? '' : ` on port ${formatPort(port)}`}`;
}

function formatPort(port: unknown): string {
  const [number, end] = [field(port, 'port'), field(port, 'endPort')];
  return `${String(number)}${end === undefined ? '' : `-${String(end)}`}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

function formatPeer(peer: unknown): string {
  const block = field(peer, 'ipBlock');
  if (block !== undefined) {
    const except = listAt(block, 'except');
    return `${textAt(block, 'cidr') ?? ''}${except.length > 0 ? ` except ${except.join(', ')}` : ''}`;
  }
  const [pods, namespaces] = ['podSelector', 'namespaceSelector'].map((name) => field(peer, name));
  const ofPods = entriesAt(pods).length > 0 ? `pods ${formatSelector(pods)}` : 'all pods';
  return namespaces === undefined ? ofPods : `${ofPods} of namespaces ${formatSelector(namespaces)}`;
}
