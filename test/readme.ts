// The blocks of README, for tests that do what it says.
import { readFileSync } from 'node:fs';

export const readme = readFileSync('README.md', 'utf8');

/** The blocks of a language, which may be followed by a word that says what for: `sh cluster`. */
export function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
}
