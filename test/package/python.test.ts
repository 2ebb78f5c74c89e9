// The package for Python, built by the commands of docs/languages.md in a virtual environment, and their program.
import path from 'node:path';
import { page } from '../readme';
import { COMPILED, commands, program } from './languages';
import { Project, REFERENCE } from './project';

const BIN = '.venv/bin';

let project: Project;

beforeAll(() => {
  const pip = {
    PIP_CONSTRAINT: path.resolve('test/package/constraints.txt'),
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
  project = new Project({ ...COMPILED, ...pip }, 'checkout');
  project.run('python3', '-m', 'venv', '.venv');
  project.install('bash', '-euc', `PATH="$PWD/${BIN}:$PATH"; ${commands('python').join('\n')}`);
  project.write('main.py', program('python'));
});

afterAll(() => project.remove());

test('the reference stack in Python has the same bytes', () => {
  project.run(`${BIN}/python`, 'main.py');
  expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
});

test('prints nothing if the warnings about Node.js are off', () => {
  const off = 'JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=true';
  expect(page('docs/languages.md')).toContain('`JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20`');
  expect(page('docs/languages.md')).toContain('`JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=true`');
  expect(project.run('bash', '-c', `${off} ${BIN}/python main.py 2>&1`)).toBe('');
});

test('jsii renames nothing for Python', () => {
  project.write('names.py', NAMES);
  expect(project.run(`${BIN}/python`, 'names.py')).toBe('');
});

/** jsii appends an underscore to keywords of Python: `from_`. */
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
