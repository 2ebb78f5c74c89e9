// The blocks of README, or of another such text, for tests that do what it says.
import { readFileSync } from 'node:fs';

export const readme = readFileSync('README.md', 'utf8');

/** The blocks of a language, which may be followed by a word that says what for: `sh cluster`. */
export function blocks(language: string, text = readme): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
}
