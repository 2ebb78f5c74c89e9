// The errors that an inspection finds, reported as the constructs' own validation errors.
import type { IConstruct } from 'constructs';
import { forgetIndex } from './app-index';

/** @throws if constructs have errors: with all of them, as cdk8s throws */
export function throwErrors(constructs: readonly IConstruct[]): void {
  const errors = constructs.flatMap(({ node }) => node.validate().map((error) => `[${node.path || 'App'}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** Whether constructs have errors of their declaration. Forgets what an earlier inspection has found. */
export function haveErrors(constructs: readonly IConstruct[]): boolean {
  if (constructs.length > 0) forgetIndex(constructs[0]);
  for (const construct of constructs) errorsOf.get(construct)?.splice(0);
  return constructs.some(({ node }) => node.validate().length > 0);
}

/** Errors of the latest inspection, at the constructs that they concern. */
const errorsOf = new WeakMap<IConstruct, string[]>();

/** Collects the errors of one inspection. */
export class Report {
  private readonly reported = new Set<IConstruct>();

  public get hasErrors(): boolean {
    return this.reported.size > 0;
  }

  public has(construct: IConstruct): boolean {
    return this.reported.has(construct);
  }

  public add(construct: IConstruct, error: string): void {
    this.reported.add(construct);
    const known = errorsOf.get(construct);
    if (known !== undefined) return void known.push(error);
    const errors = [error];
    errorsOf.set(construct, errors);
    construct.node.addValidation({ validate: () => [...errors] });
  }
}
