// Checks of examples/fib that need no build. It has unit tests of its own, and test/cluster/reference.test.ts runs it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Manifests } from '../manifests';
import { blocks } from '../readme';

const folder = 'examples/fib';
const parts = ['client', 'server', 'worker'];
const tutorial = readFileSync(`${folder}/README.md`, 'utf8');
const manifests = Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8'));
const dockerfile = (part: string) => readFileSync(path.join(folder, part, 'Dockerfile'), 'utf8');
const defaults = (part: string) =>
  Object.fromEntries([...dockerfile(part).matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, image]) => [name, image]));

test("the tutorial contains README's commands for minikube and the cluster", () => {
  const linesOf = (found: string[]) => found.flatMap((block) => block.split('\n'));
  const short = linesOf([...blocks('sh minikube'), ...blocks('sh cluster')]);
  expect(short.length).toBeGreaterThan(8);
  expect(linesOf(blocks('sh', tutorial))).toEqual(expect.arrayContaining(short));
});

test('the tutorial links to existing files', () => {
  const links = [...tutorial.matchAll(/\]\(([^)h][^)#]*)(#[^)]*)?\)/g)].map(([, file]) => path.join(folder, file));
  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((file) => !existsSync(file))).toEqual([]);
});

test('the tutorial names the build arguments of the Dockerfiles', () => {
  const named = [...tutorial.matchAll(/build-arg=(\w+)/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(defaults('client')).sort());
});

describe.each(parts)('the %s', (part) => {
  const read = (file: string) => readFileSync(path.join(folder, part, file), 'utf8');
  const { name, version, dependencies, devDependencies } = JSON.parse(read('package.json'));

  test('is in the manifests with its name and version', () => {
    expect(manifests.container(part).image).toBe(`example/${name}:${version}`);
  });

  test('is built in two stages from build arguments, whose defaults have a version and a digest', () => {
    const bases = [...dockerfile(part).matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    const runtime = part === 'client' ? '${NGINX_IMAGE}' : '${NODE_IMAGE}';
    expect(bases).toEqual(['${NODE_IMAGE}', runtime]);
    const pinned = /^[\w./-]+:\d+\.\d+\.\d+(-[\w.-]+)?@sha256:[0-9a-f]{64}$/;
    expect(Object.values(defaults(part)).filter((image) => !pinned.test(image))).toEqual([]);
    expect(defaults(part).NODE_IMAGE).toBe(defaults('client').NODE_IMAGE);
  });

  test('installs the locked packages, and runs as an unprivileged user without npm and yarn', () => {
    const [, build, runtime] = dockerfile(part).split(/^FROM /m);
    expect(build).toMatch(/^RUN npm ci /m);
    expect(runtime).toMatch(/^USER 10001:10001$/m);
    const removal = /^RUN rm -rf \/usr\/local\/lib\/node_modules .*\n.*\brm -f npm npx corepack yarn yarnpkg$/m;
    if (part !== 'client') expect(runtime).toMatch(removal);
  });

  test('has exact dependencies, and a lock file without registry addresses', () => {
    const ranges = Object.values<string>({ ...dependencies, ...devDependencies });
    expect(ranges.filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });
});
