// README and the pages of docs/, and their code blocks, for tests that run what they say.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a page, such as `docs/upgrading.md`. */
export function page(file: string): string {
  return readFileSync(file, 'utf8');
}

export const readme = page('README.md');

/** README and the pages of docs/, one per task. Decision records are not among them. */
export const pages = ['README.md', ...markdown('docs')];

/** The Markdown files of a folder. */
export function markdown(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files.sort().map((file) => path.posix.join(folder, file));
}

/** The code blocks of a language. A second word tells apart blocks of one language: `sh cluster`. */
export function blocks(language: string, text = readme): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
}
