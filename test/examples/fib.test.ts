// What can be said of examples/fib without building it. It has unit tests of its own, and test/cluster/reference.test.ts
// runs it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Manifests } from '../manifests';
import { blocks } from '../readme';

const folder = 'examples/fib';
const parts = ['client', 'server', 'worker'];
const tutorial = readFileSync(`${folder}/README.md`, 'utf8');
const lines = (...found: string[]) => found.flatMap((block) => block.split('\n'));

test('README says of minikube and the cluster what the tutorial says', () => {
  const said = lines(...blocks('sh', tutorial));
  const short = lines(...blocks('sh minikube'), ...blocks('sh cluster'));
  expect(short.length).toBeGreaterThan(8);
  expect(said).toEqual(expect.arrayContaining(short));
});

test('the tutorial names files that are there', () => {
  const named = [...tutorial.matchAll(/\]\(([^)h][^)]*)\)/g)].map(([, file]) => path.join(folder, file));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

describe.each(parts)('the %s', (part) => {
  const read = (file: string) => readFileSync(path.join(folder, part, file), 'utf8');
  const { name, version, dependencies, devDependencies } = JSON.parse(read('package.json'));

  test('is in the manifests under its name and version', () => {
    const manifests = Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8'));
    expect(manifests.container(part).image).toBe(`example/${name}:${version}`);
  });

  test('is built from images with a fixed tag, in stages, and runs as nobody in particular', () => {
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    const allowed = ['node:22-slim', 'nginxinc/nginx-unprivileged:1.26'];
    expect(bases).toHaveLength(2);
    expect(bases.filter((base) => !allowed.includes(base))).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^RUN npm ci .*$[^]*^USER 10001:10001$/m);
  });

  test('has exact dependencies, and a lock file without addresses', () => {
    const ranges = Object.values<string>({ ...dependencies, ...devDependencies });
    expect(ranges.filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });
});
