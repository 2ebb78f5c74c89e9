// API.md documents the API as it is.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run';

test('API.md is what `npm run docs:api` writes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-reference-'));
  const file = path.join(folder, 'API.md');
  run(['npx', 'jsii-docgen', '--output', file]);
  const generated = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  expect(readFileSync('API.md', 'utf8')).toBe(generated);
});
