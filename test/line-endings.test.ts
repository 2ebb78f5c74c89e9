// A checkout has LF line endings on every system: tests compare files to the byte.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const inRepository = existsSync('.git') ? test : test.skip;

inRepository('a clone with core.autocrlf=true has the same bytes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clone-'));
  git('clone', '--quiet', '--config', 'core.autocrlf=true', '.', folder);
  const files = git('-C', folder, 'ls-files', '-z').split('\0').filter(Boolean);
  const withCarriageReturns = files.filter(
    (file) => !file.endsWith('.png') && readFileSync(path.join(folder, file)).includes('\r\n'),
  );
  rmSync(folder, { recursive: true });
  expect(files).toContain('dist/fib.k8s.yaml');
  expect(withCarriageReturns).toEqual([]);
});

function git(...command: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
