// The package for Python, built by the commands of docs/languages.md and installed in a virtual environment.
import path from 'node:path';
import { blocks, page } from '../readme';
import { Project, REFERENCE } from './project';

const checkout = process.cwd();
const BIN = '.venv/bin';

let project: Project;

beforeAll(() => {
  project = new Project({
    PIP_CONSTRAINT: path.resolve('test/package/constraints.txt'),
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  });
  project.run('python3', '-m', 'venv', '.venv');
  const commands = blocks('sh python', page('docs/languages.md')).join('');
  project.install('bash', '-euc', `PATH="$PWD/${BIN}:$PATH"; cd "$0"; ${commands}`, checkout);
});

afterAll(() => project.remove());

test('the reference stack in Python gives the same bytes', () => {
  project.write('main.py', blocks('python', page('docs/languages.md')).join(''));
  project.run(`${BIN}/python`, 'main.py');
  expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
});

test('no name had to be changed for Python', () => {
  project.write('names.py', NAMES);
  expect(project.run(`${BIN}/python`, 'names.py')).toBe('');
});

/** jsii puts an underscore behind a name that is a word of Python's own (`from_`). */
const NAMES = `
import inspect
import cdk8s_webstack

for name, each in inspect.getmembers(cdk8s_webstack, inspect.isclass):
    for member in vars(each):
        value = getattr(each, member)
        parameters = inspect.signature(value).parameters if inspect.isroutine(value) else []
        for written in [name, member, *parameters]:
            if written.endswith("_") and not written.startswith("_"):
                print(name, member, written)
`;
