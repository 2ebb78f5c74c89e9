// Declarations with which a container would not start, or would lack its program.
import { Worker, type WorkerProps } from 'cdk8s-webstack';
import { errors } from '../manifests';

const image = 'example/worker:1.4.0';
const errorsOf = (props: Partial<WorkerProps>) => errors((stack) => new Worker(stack, 'x', { image, ...props }));
const most = 128 * 1024 - 1;

test('rejects a variable above 128 KiB with its name, and does not show it', () => {
  expect(errorsOf({ env: { A: 'x'.repeat(most - 2) } })).toEqual([]);
  expect(errorsOf({ env: { A: 'x'.repeat(most - 1) } })).toEqual([
    '[app/x] env["A"] has 131072 bytes; allowed: 131071 (Linux starts no program with more). Mount the text as a file, by files.',
  ]);
  expect(errorsOf({ env: { A: 'é'.repeat(most / 2) } })).toHaveLength(1);
});

test('rejects an argument above 128 KiB', () => {
  expect(errorsOf({ command: ['x'.repeat(most)], args: ['x'.repeat(most)] })).toEqual([]);
  const message =
    'has 131072 bytes; allowed: 131071 (Linux starts no program with more). Mount the text as a file, by files.';
  expect(errorsOf({ command: ['a', 'x'.repeat(most + 1)] })).toEqual([`[app/x] command[1] ${message}`]);
  expect(errorsOf({ args: ['x'.repeat(most + 1)] })).toEqual([`[app/x] args[0] ${message}`]);
});

test.each([
  ...['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', '/etc/passwd', '/etc', '/etc/ssl/certs', '/bin', '/sbin'],
  ...['/usr', '/usr/bin', '/usr/bin/app', '/usr/local', '/usr/local/bin', '/lib', '/lib64', '/usr/lib', '/boot'],
])('rejects the writable folder %s', (path) => {
  expect(errorsOf({ writablePaths: [path] })).toEqual([
    `[app/x] writablePaths[0] is "${path}"; allowed: folders without programs and files of the system (an empty folder would hide them). Choose a folder of the program's own, such as /var/cache/app.`,
  ]);
});

test.each(['/var/cache/app', '/etc/nginx/conf.d', '/usr/share/nginx/html', '/home/app', '/app', '/tmp', '/library'])(
  'accepts the writable folder %s',
  (path) => {
    expect(errorsOf({ writablePaths: [path] })).toEqual([]);
  },
);

test('rejects a writable folder over the file that command names', () => {
  expect(errorsOf({ command: ['/app/worker'], writablePaths: ['/tmp', '/app'] })).toEqual([
    '[app/x] writablePaths[1] is "/app"; allowed: folders without the program (an empty folder would hide the file that command names).',
  ]);
  expect(errorsOf({ command: ['/app/worker'], writablePaths: ['/app/cache', '/ap'] })).toEqual([]);
});
