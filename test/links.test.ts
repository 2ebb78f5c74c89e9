// Links between the project's texts, and from docstrings to the pages of docs/, lead somewhere.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { markdown, page, pages } from './readme';

const EXAMPLES = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
  .map((file) => path.posix.join('examples', file));

/** API.md is generated, and its links are the generator's. */
const texts = [
  ...markdown('.').filter((file) => file !== 'API.md'),
  ...markdown('docs'),
  ...markdown('docs/decisions'),
  ...EXAMPLES,
];

const REPOSITORY = 'https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/';

/** The targets of links, as paths in the repository, which may end in `#anchor`. Other sites are left out. */
function targets(file: string): string[] {
  const found = withoutCode(page(file)).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g);
  const linked = [...found].map(([, target, image]) => target ?? image);
  return linked.flatMap((target) => {
    if (target.startsWith(REPOSITORY)) return target.slice(REPOSITORY.length);
    if (/^[a-z]+:/.test(target)) return [];
    return target.startsWith('#') ? `${file}${target}` : path.posix.join(path.posix.dirname(file), target);
  });
}

function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, '');
}

/** Whether a file exists, and has the heading that the anchor names. */
function resolves(target: string): boolean {
  const [file, anchor] = target.split('#');
  return existsSync(file) && (anchor === undefined || anchors(file).includes(anchor));
}

/** The anchors of a file's headings, by GitHub's rule. */
function anchors(file: string): string[] {
  const headings = [...withoutCode(page(file)).matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
  return headings.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(texts)('the links of %s resolve', (file) => {
  expect(targets(file).filter((target) => !resolves(target))).toEqual([]);
});

test('docstrings link to pages and headings that exist', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const linked = sources.flatMap((file) =>
    [...page(path.join('src', file)).matchAll(new RegExp(`${REPOSITORY}(\\S+)`, 'g'))].map(([, target]) => target),
  );
  expect(linked.filter((target) => !resolves(target))).toEqual([]);
});

test('the index lists every page', () => {
  const listed = targets('docs/README.md').map((target) => target.split('#')[0]);
  const others = pages.filter((file) => !['README.md', 'docs/README.md'].includes(file));
  expect(others.filter((file) => !listed.includes(file))).toEqual([]);
});
