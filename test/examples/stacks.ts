// The stacks in examples/, run unchanged.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Manifests } from '../manifests';

export const stacks = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'fib')
  .map(({ name }) => name);

/** Runs an example as `cdk8s synth` does, and reads the manifests. Each test file needs a folder of its own. */
export function synthesize(name: string, below = 'build/examples'): Manifests {
  const folder = path.join(below, name);
  rmSync(folder, { recursive: true, force: true });
  process.env.CDK8S_OUTDIR = folder; // The CLI sets it, and `new App()` reads it.
  jest.isolateModules(() => require(`../../examples/${name}/main`));
  const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return new Manifests(files.flatMap((yaml) => Manifests.parse(yaml).objects));
}
