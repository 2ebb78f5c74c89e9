// A checkout has LF line endings on every system: tests compare files to the byte.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const inRepository = existsSync('.git') ? test : test.skip;

/** A file as `git ls-files --eol` describes it: its line endings in a commit and in this checkout, attributes and name. */
const FILE = /^i\/(\S*)\s+w\/(\S*)\s+attr\/(.*?)\s*\t(.*)$/;

inRepository('every file of text is checked out with LF, whatever core.autocrlf is', () => {
  const { stdout } = spawnSync('git', ['ls-files', '--eol'], { encoding: 'utf8' });
  const files = stdout
    .trimEnd()
    .split('\n')
    .map((line) => FILE.exec(line)!.slice(1));
  expect(files.map(([, , , name]) => name)).toContain('dist/fib.k8s.yaml');
  const texts = files.filter(([committed]) => committed !== '-text');
  expect(texts.filter(([committed, , attributes]) => committed === 'crlf' || !/\beol=lf\b/.test(attributes))).toEqual(
    [],
  );
});
