import type { IConstruct } from 'constructs';

interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
}

const acknowledgements = new WeakMap<IConstruct, Acknowledgement[]>();

/** Registers that the findings of a rule do not matter in a scope, and why. */
export function addAcknowledgement(scope: IConstruct, rule: string, reason: string): void {
  acknowledgements.set(scope, [...(acknowledgements.get(scope) ?? []), { rule, reason }]);
}

/** Returns the reason why the findings of a rule about an object do not matter; undefined if they do. */
export function findAcknowledgement(object: IConstruct, rule: string): string | undefined {
  const all = object.node.scopes.flatMap((scope) => acknowledgements.get(scope) ?? []);
  return all.find((each) => each.rule === rule)?.reason;
}
