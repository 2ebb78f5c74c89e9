// The scanners of platform teams judge every stack. A program runs them: the one that JUDGE names (default: the one
// beside the checkout). CONTRIBUTING describes its output.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { yaml } from '../manifests';
import { judged } from './stacks';

const JUDGE = process.env.JUDGE ?? '../shared/policy/judge';
const EXEMPTIONS = 'test/policy/exemptions.txt';
const FOLDER = 'build/policy';

const exemptions = readFileSync(EXEMPTIONS, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'));

let said: string[];

beforeAll(() => {
  if (!existsSync(JUDGE)) throw new Error(`there is no ${JUDGE}: set JUDGE to the program that runs the judges`);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, manifests } of judged()) writeFileSync(`${FOLDER}/${name}.yaml`, yaml(...manifests.objects));
  const { stdout, stderr, status } = spawnSync(JUDGE, ['--exempt', EXEMPTIONS, FOLDER], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`the judges could not do their work: ${stderr}`);
  said = stdout.split('\n');
}, 300_000);

test.each(['kubeconform', 'kube-score', 'kubesec', 'trivy', 'checkov', 'pss'])('%s finds nothing', (judge) => {
  expect(said.some((line) => new RegExp(`^${judge} +\\d+ +\\d+`).test(line))).toBe(true); // its line in the table at the end
  expect(said.filter((line) => line.startsWith(`${judge}\t`))).toEqual([]);
});

test('every exemption is needed', () => {
  expect(said.filter((line) => line.startsWith('exemption matches nothing'))).toEqual([]);
});

test('there are at most twelve, each for one rule, with a reason', () => {
  expect(exemptions.length).toBeLessThanOrEqual(12);
  for (const line of exemptions) expect(line).toMatch(/^[\w-]+ [\w-]+ \S+ {2}# .{20}/);
});
