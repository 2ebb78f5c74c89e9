import type { Protocol } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';
import { cidr, exceptionErrors } from '../checks/addresses';
import { boolean, inOrder, listOf, notEmpty, oneOf, required } from '../checks/check';
import { group, type Checks, type Rule } from '../checks/declaration';
import { formatValue, notAllowed } from '../checks/messages';
import { metadataServiceIn, rangesWithout, withoutMetadata } from '../checks/metadata-services';
import { port } from '../checks/numbers';

/** Addresses outside the stack that a program may connect to without a provider. */
export interface EgressRule {
  /** The address range, such as `203.0.113.0/24`; `0.0.0.0/0` for all of IPv4. */
  readonly cidr: string;
  /**
   * Parts of the range that are excluded.
   * @default - none
   */
  readonly exceptCidrs?: string[];
  /** The ports, at least one, each from 1 to 65535. */
  readonly ports: number[];
  /**
   * Whether the range may hold a metadata service, which gives credentials of the node or the cloud to every caller:
   * link-local addresses such as 169.254.169.254, and 168.63.129.16, 100.100.100.200, fd00:ec2::/32, fd20:ce::254,
   * fd00:42::42. All of IPv4 and IPv6 leaves them out otherwise.
   * @default false
   */
  readonly allowMetadata?: boolean;
  /**
   * The protocol.
   * @default TCP
   */
  readonly protocol?: Protocol;
}

/** Traffic of a program besides that to its providers. */
export interface TrafficProps {
  /**
   * Addresses that the program may connect to besides its providers. Declare a host with a name as an ExternalService.
   * @default - none
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/network-policies.md
   */
  readonly allowEgress?: EgressRule[];
}

const EGRESS_RULE_CHECKS: Checks<EgressRule> = {
  cidr: required(cidr, 'Set the address range, such as 203.0.113.0/24'),
  exceptCidrs: listOf(cidr, 'address ranges'),
  ports: required(inOrder(listOf(port(), 'ports'), notEmpty('Add a port')), 'Add a port'),
  protocol: oneOf(['TCP', 'UDP', 'SCTP']),
  allowMetadata: boolean,
};

const rangeRule: Rule<EgressRule> = (rule, { name, isRejected }) => [
  ...exceptionErrors(rule, name('exceptCidrs')),
  ...(isRejected('exceptCidrs') || isRejected('allowMetadata') ? [] : metadataErrors(rule, name('cidr'))),
];

function metadataErrors({ cidr: range, exceptCidrs, allowMetadata }: EgressRule, property: string): string[] {
  const service = allowMetadata || range === undefined ? undefined : metadataServiceIn(range, exceptCidrs);
  if (service === undefined) return [];
  return [
    notAllowed(
      property,
      formatValue(range),
      rangesWithout(service),
      'Add it to exceptCidrs, or set allowMetadata: true',
    ),
  ];
}

export const TRAFFIC_CHECKS: Checks<TrafficProps> = {
  allowEgress: listOf(group(EGRESS_RULE_CHECKS, rangeRule), 'rules'),
};

type NetworkPolicyRule = Plain<k8s.NetworkPolicyEgressRule>;

/** Returns a rule as an object of a NetworkPolicy. */
export function renderEgressRule(rule: EgressRule): NetworkPolicyRule {
  const { cidr, exceptCidrs, ports, protocol = TCP, allowMetadata = false } = rule;
  return {
    to: [{ ipBlock: allowMetadata ? { cidr, except: exceptCidrs } : withoutMetadata(cidr, exceptCidrs) }],
    ports: ports.map((port) => ({ protocol, port })),
  };
}

const TCP = 'TCP' as Protocol;
