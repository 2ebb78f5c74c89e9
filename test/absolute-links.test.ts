// Registries show README.md without the repository, so a release makes its links absolute.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { absoluteLinks } from '../scripts/absolute-links';
import { readme } from './readme';

const REPOSITORY = 'https://github.com/cdk8s-webstack/cdk8s-webstack';

test.each([
  ['[routing](docs/routing.md)', `[routing](${REPOSITORY}/blob/v0.2.0/docs/routing.md)`],
  ['[patch](docs/existing-charts.md#patch)', `[patch](${REPOSITORY}/blob/v0.2.0/docs/existing-charts.md#patch)`],
  ['[licence](LICENSE)', `[licence](${REPOSITORY}/blob/v0.2.0/LICENSE)`],
  ['<img src="examples/fib/page.png">', `<img src="${REPOSITORY}/raw/v0.2.0/examples/fib/page.png">`],
  ['![page](examples/fib/page.png)', `![page](${REPOSITORY}/raw/v0.2.0/examples/fib/page.png)`],
  ['[![a](a.png)](docs/a.md)', `[![a](${REPOSITORY}/raw/v0.2.0/a.png)](${REPOSITORY}/blob/v0.2.0/docs/a.md)`],
])('makes %s absolute', (relative, absolute) => {
  expect(absoluteLinks(relative, 'v0.2.0')).toBe(absolute);
});

test.each([
  '[cdk8s](https://cdk8s.io)',
  '[security](mailto:security@example.com)',
  '[own project](#in-your-own-project)',
  '![badge](https://img.shields.io/badge/licence-MIT-blue)',
])('keeps %s', (text) => {
  expect(absoluteLinks(text, 'v0.2.0')).toBe(text);
});

test('leaves no relative link in README, and links to files that exist', () => {
  const text = absoluteLinks(readme, 'v0.2.0');
  const targets = [...text.matchAll(/(?:\]\(|\b(?:src|href)=")([^)"\s]+)/g)].map(([, target]) => target);
  expect(targets.filter((target) => !/^(https:|#)/.test(target))).toEqual([]);
  const files = targets.flatMap((target) => /\/(?:blob|raw)\/v0\.2\.0\/([^#]+)/.exec(target)?.[1] ?? []);
  expect(files).toEqual(expect.arrayContaining(['docs/routing.md', 'examples/fib/page.png', 'LICENSE']));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test('fails without a tag', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/absolute-links.js'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe('the tag is missing. Name it, as in node scripts/absolute-links.js v0.2.0.\n');
});
