import type { IConstruct } from 'constructs';

/**
 * Reports what is wrong with a declaration. Synthesis collects all reports of an app, puts the component's path in
 * front of each, and stops before anything is written.
 */
export function report(component: IConstruct, ...mistakes: (string | undefined)[]): void {
  const found = mistakes.filter((mistake) => mistake !== undefined);
  if (found.length > 0) component.node.addValidation({ validate: () => found });
}

/** What is wrong with texts by name: from JavaScript, or from a variable that is not set, anything can come. */
export function textOnly(property: string, values: Record<string, string> = {}): string[] {
  const others = Object.entries<unknown>(values).filter(([, value]) => typeof value !== 'string');
  return others.map(([name, value]) => `${property}.${name} is ${shown(value)}; allowed is text, so put it in quotes`);
}

/** What a message calls something that was handed in: a construct by its path, anything else by how it looks. */
export function called(value: unknown): string {
  return (value as { node?: { path?: string } } | undefined)?.node?.path ?? shown(value);
}

/** How a value looks in a message: quoted, short, without control characters; of an object its class alone. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'nameless object'}`;
  if (typeof value === 'string' && /:.*@/.test(value)) return '(not shown: it may hold a password)';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
