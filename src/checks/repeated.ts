/** What is in a list more than once, each time after the first. */
export function repeated(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
