import type { IConstruct } from 'constructs';

/**
 * Reports errors of a declaration, equal ones once. Synthesis collects the errors of the whole app, puts the component's
 * path before each, and stops before it writes anything.
 */
export function reportErrors(component: IConstruct, ...errors: (string | undefined)[]): void {
  const reported = [...new Set(errors.filter((error) => error !== undefined))];
  if (reported.length > 0) component.node.addValidation({ validate: () => reported });
}
