import type { Protocol } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';
import { portMistake } from '../checks/addresses';
import { checked, group, listOf, oneOf, required, text } from '../checks/check';
import type { Shape } from '../checks/declaration';
import { rangeMistakes } from '../checks/cidr';

/** Addresses outside the stack that a program may connect to, though no provider leads there. */
export interface EgressRule {
  /** The range of addresses, such as `203.0.113.0/24`; `0.0.0.0/0` for all of IPv4. */
  readonly cidr: string;
  /**
   * Parts of the range that are left out.
   * @default - none
   */
  readonly exceptCidrs?: string[];
  /** The ports, at least one, each from 1 to 65535. */
  readonly ports: number[];
  /**
   * The protocol.
   * @default TCP
   */
  readonly protocol?: Protocol;
}

/** Where a program may connect to besides its providers. */
export interface TrafficProps {
  /**
   * Addresses that the program may connect to besides those of its providers. What has a name is better declared as an
   * ExternalService.
   * @default - none
   */
  readonly allowEgress?: EgressRule[];
}

const EGRESS: Shape<EgressRule> = {
  cidr: required(text, "name the range of addresses: '203.0.113.0/24'"),
  exceptCidrs: listOf(text, 'texts'),
  ports: required(listOf(checked, 'ports'), 'name at least one'),
  protocol: oneOf(['TCP', 'UDP', 'SCTP']),
};

export const TRAFFIC: Shape<TrafficProps> = { allowEgress: listOf(group(EGRESS), 'rules') };

type Rule = Plain<k8s.NetworkPolicyEgressRule>;

export function egressRule({ cidr, exceptCidrs, ports, protocol = 'TCP' as Protocol }: EgressRule): Rule {
  return {
    to: [{ ipBlock: { cidr, except: exceptCidrs && [...exceptCidrs] } }],
    ports: ports.map((port) => ({ protocol, port })),
  };
}

export function egressMistakes(rules: EgressRule[] = []): (string | undefined)[] {
  return rules.flatMap(({ cidr, exceptCidrs, ports = [] }, index) => {
    const property = `allowEgress[${index}]`;
    return [
      ...rangeMistakes(property, { cidr, exceptCidrs }),
      ...(ports.length === 0 ? [`${property}.ports is empty; name at least one`] : []),
      ...ports.map((port, each) => portMistake(port, `${property}.ports[${each}]`)),
    ];
  });
}
