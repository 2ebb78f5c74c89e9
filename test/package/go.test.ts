// The package for Go, built by the commands of docs/languages.md, and their program.
import path from 'node:path';
import { COMPILED, commands, describeWith, generatePeers, program } from './languages';
import { Project, REFERENCE } from './project';

/** The modules of the peers, by the folder in which their code is generated. */
const MODULES: Record<string, string> = {
  constructs: 'github.com/aws/constructs-go/constructs/v10',
  cdk8s: 'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2',
  cdk8splus27: 'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2',
};

/** Not every proxy has each version of it. */
const RUNTIME = 'github.com/aws/jsii-runtime-go';
const RUNTIME_VERSION = 'v1.141.0';

describeWith('go')('in Go', () => {
  let project: Project;

  beforeAll(() => {
    project = new Project(COMPILED, 'checkout');
    for (const command of commands('go')) project.run('bash', '-euc', command);
    const replaced = generatePeers('go').flatMap((folder, index) => {
      const [name, module] = Object.entries(MODULES)[index];
      return ['-replace', `${module}=${path.join(folder, name)}`];
    });
    project.run('go', 'mod', 'edit', ...replaced, '-replace', `${RUNTIME}=${RUNTIME}@${RUNTIME_VERSION}`);
    project.write('main.go', program('go'));
    project.install('go', 'mod', 'tidy');
  });

  afterAll(() => project.remove());

  test('the reference stack has the same bytes', () => {
    project.run('go', 'run', '.');
    expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
  });

  test('the program is formatted as gofmt does', () => {
    expect(project.run('gofmt', '-l', 'main.go')).toBe('');
  });
});
