import type { IConstruct } from 'constructs';

/** An error, and the component that it concerns. */
interface Reported {
  readonly component: IConstruct;
  readonly error: string;
}

const reportedIn = new WeakMap<IConstruct, Reported[]>();

/**
 * Reports errors of a declaration, equal ones once. Synthesis collects the errors of the whole app, puts the component's
 * path before each, and stops before it writes anything.
 */
export function reportErrors(component: IConstruct, ...errors: (string | undefined)[]): void {
  const reported = [...new Set(errors.filter((error) => error !== undefined))];
  if (reported.length === 0) return;
  const { root } = component.node;
  const known = reportedIn.get(root) ?? [];
  reportedIn.set(root, known);
  known.push(...reported.map((error) => ({ component, error })));
  component.node.addValidation({ validate: () => reported });
}

/** Returns the errors that were reported in an app. */
export function reportedErrors(app: IConstruct): readonly Reported[] {
  return reportedIn.get(app) ?? [];
}
