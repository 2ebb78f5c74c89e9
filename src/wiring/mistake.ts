import type { IConstruct } from 'constructs';

/**
 * Reports what is wrong with a declaration. Synthesis collects all reports of an app, puts the component's path in
 * front of each, and stops before anything is written.
 */
export function report(component: IConstruct, ...mistakes: (string | undefined)[]): void {
  const found = mistakes.filter((mistake) => mistake !== undefined);
  if (found.length > 0) component.node.addValidation({ validate: () => found });
}

/** How a value looks in a message: quoted, short, and without control characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
