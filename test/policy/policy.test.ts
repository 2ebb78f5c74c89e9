// Policy checkers that platform teams use, run on every stack by the program in JUDGE, by default one beside the
// checkout. CONTRIBUTING describes its output.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { yaml } from '../manifests';
import { judgedStacks } from './stacks';

const JUDGE = process.env.JUDGE ?? '../shared/policy/judge';
const EXEMPTIONS = 'test/policy/exemptions.txt';
const FOLDER = 'build/policy';

const exemptions = readFileSync(EXEMPTIONS, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'));

let output: string[];

beforeAll(() => {
  if (!existsSync(JUDGE))
    throw new Error(`${JUDGE} does not exist. Set JUDGE to the program that runs the policy checkers.`);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, manifests } of judgedStacks()) writeFileSync(`${FOLDER}/${name}.yaml`, yaml(...manifests.objects));
  const { stdout, stderr, status } = spawnSync(JUDGE, ['--exempt', EXEMPTIONS, FOLDER], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`${JUDGE} failed: ${stderr}`);
  output = stdout.split('\n');
}, 300_000);

test.each(['kubeconform', 'kube-score', 'kubesec', 'trivy', 'checkov', 'pss'])('%s finds nothing', (checker) => {
  expect(output.some((line) => new RegExp(`^${checker} +\\d+ +\\d+`).test(line))).toBe(true); // its line in the summary
  expect(output.filter((line) => line.startsWith(`${checker}\t`))).toEqual([]);
});

test('every exemption is used', () => {
  expect(output.filter((line) => line.startsWith('exemption matches nothing'))).toEqual([]);
});

test('exemptions are at most thirteen, each for one rule and with a reason', () => {
  expect(exemptions.length).toBeLessThanOrEqual(13);
  for (const line of exemptions) expect(line).toMatch(/^[\w-]+ [\w-]+ \S+ {2}# .{20}/);
});
