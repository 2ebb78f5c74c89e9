// The stacks in examples/, each run as it stands.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Manifests } from '../manifests';

export const stacks = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'fib')
  .map(({ name }) => name);

/** Runs an example as `cdk8s synth` would, and reads what it has written into a folder, which is each test file's own. */
export function synthesize(name: string, below = 'build/examples'): Manifests {
  const folder = path.join(below, name);
  rmSync(folder, { recursive: true, force: true });
  process.env.CDK8S_OUTDIR = folder; // what the CLI sets, and `new App()` reads
  jest.isolateModules(() => require(`../../examples/${name}/main`));
  const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return new Manifests(files.flatMap((yaml) => Manifests.parse(yaml).objects));
}
