import type { IConstruct } from 'constructs';
import { inOrder, oneOf, required, text, type Check } from '../checks/check';
import { assertConstruct } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { addAcknowledgement, findAcknowledgement } from './acknowledgements';
import { inspectApp } from './check';
import type { LocatedFinding } from './located-finding';

/** A change that a cluster accepts, although a protection is lost. */
export interface Warning {
  /** The path of the object. */
  readonly path: string;
  /** The name of the rule, such as `open-policy`. */
  readonly rule: string;
  /** The loss, and the way out. */
  readonly message: string;
  /**
   * The reason for which it was acknowledged.
   * @default - none: it is printed when the app is synthesized
   */
  readonly reason?: string;
}

/** The rules that warn. Errors cannot be acknowledged, except that a text is no secret. */
const RULES = [
  'clear-text',
  'closed-policy',
  'container',
  'hidden-path',
  'isolated-pod',
  'lost-reference',
  'open-policy',
  'pod',
  'pod-security',
  'removed-object',
  'route',
  'same-name',
  'service',
  'shared-labels',
  'undeclared-connection',
  'volume-data',
  'volume-lock',
];

/**
 * The warnings about the objects of a construct and everything in it. `App.synth` prints them; `Testing.synth` does not.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/patches.md#warnings
 */
export class Warnings {
  /** Returns the warnings of a construct. */
  public static of(scope: IConstruct): Warnings {
    assertConstruct(scope, 'Warnings.of');
    return new Warnings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Silences the warnings of a rule for this construct and everything in it.
   * @param rule the name of the rule, as it stands at the end of the warning
   * @param reason why the warning does not matter here
   */
  public acknowledge(rule: string, reason: string): void {
    const errors = [
      ...ruleName(rule, 'the rule of Warnings.acknowledge'),
      ...reasonText(reason, 'the reason of Warnings.acknowledge'),
    ];
    reportErrors(this.scope, ...errors);
    addAcknowledgement(this.scope, rule, reason);
  }

  /** Returns all warnings of the app about this construct and everything in it, acknowledged ones with their reason. */
  public list(): Warning[] {
    const { warnings } = inspectApp(this.scope.node.root);
    const own = new Set(this.scope.node.findAll());
    return warningsOf(warnings.filter(({ construct }) => own.has(construct)));
  }
}

const ruleName = required(inOrder(text, oneOf(RULES)), 'Pass the name at the end of the warning');
const notBlank: Check = (value, property) =>
  (value as string).trim() === '' ? [`${property} is empty. Say why the warning does not matter.`] : [];
const reasonText = required(inOrder(text, notBlank), 'Say why the warning does not matter');

/** Returns findings as warnings about the constructs that they concern. */
export function warningsOf(findings: readonly LocatedFinding[]): Warning[] {
  return findings.map(({ construct, rule, message }) => ({
    path: construct.node.path,
    rule,
    message,
    reason: findAcknowledgement(construct, rule),
  }));
}
