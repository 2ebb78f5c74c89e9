// Declarations with which a container would not start, or would lack its program.
import { Size } from 'cdk8s';
import { ConfigMap, ConfigMapKey, Health, Volume, Worker, type WorkerProps } from 'cdk8s-webstack';
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
  ...['/var', '/etc/hosts/x', '/etc/pki', '/etc/pki/tls/certs', '/etc/ssl/cert.pem', '/usr/share/zoneinfo', '/busybox'],
])('rejects the writable folder %s', (path) => {
  expect(errorsOf({ writablePaths: [path] })).toEqual([
    `[app/x] writablePaths[0] is "${path}"; allowed: folders without programs and files of the system (an empty folder would hide them). Choose a folder of the program's own, such as /var/cache/app.`,
  ]);
});

test.each([
  ...['/var/cache/app', '/etc/nginx/conf.d', '/usr/share/nginx/html', '/home/app', '/app', '/tmp', '/library', '/run'],
  ...['/var/run', '/var/lib/app', '/etc/ssl/app'],
])('accepts the writable folder %s', (path) => {
  expect(errorsOf({ writablePaths: [path] })).toEqual([]);
});

test('rejects an argument that the kubelet makes too large', () => {
  const env = { A: 'x'.repeat(100_000) };
  const message =
    'with its variables; allowed: 131071 (Linux starts no program with more). Mount the text as a file, by files.';
  expect(errorsOf({ env, args: ['$(A)', '$$(A)$$(A)', '$(B)$(B)', '$(A)$(A)'] })).toEqual([
    `[app/x] args[3] has 200000 bytes ${message}`,
  ]);
});

test('rejects a variable that is too large in its ConfigMap', () => {
  const declare = (text: string) =>
    errors((stack) => {
      const config = { A: new ConfigMap(stack, 'settings', { data: { text } }).key('text') };
      new Worker(stack, 'x', { image, config: { ...config, B: ConfigMapKey.of('elsewhere', 'key') } });
    });
  expect(declare('x'.repeat(most - 2))).toEqual([]);
  expect(declare('x'.repeat(500_000))).toEqual([
    '[app/x] config["A"] has 500002 bytes; allowed: 131071 (Linux starts no program with more). Mount the text as a file, by files.',
  ]);
});

test('rejects more texts than a program starts with', () => {
  const env = { A: 'x'.repeat(100_000) };
  expect(errorsOf({ env, args: Array<string>(19).fill('$(A)') })).toEqual([]);
  expect(errorsOf({ env, args: Array<string>(20).fill('$(A)') })).toEqual([
    '[app/x] the variables and arguments have 2100191 bytes; allowed: 2097152 together (Linux starts no program with more than a quarter of its stack limit of 8 MiB). Mount texts as files, by files.',
  ]);
});

const HIDDEN = (by: string) => `folders without the program (an empty folder would hide the file that ${by} names)`;

test.each<[Partial<WorkerProps>, string]>([
  [{ command: ['node', '--inspect', '/app/x.js', '/data/a.js'] }, 'command'],
  [{ command: ['/bin/sh', '/app/start.sh'] }, 'command'],
  [{ args: ['java', '-jar', '/app/x.jar'] }, 'args'],
  [{ health: Health.command(['/app/health']) }, 'health'],
  [{ health: Health.command(['node', '/app/health.mjs']) }, 'health'],
])('rejects an empty folder over the program of %j', (props, by) => {
  expect(errorsOf({ ...props, writablePaths: ['/app', '/data'] })).toEqual([
    `[app/x] writablePaths[0] is "/app"; allowed: ${HIDDEN(by)}.`,
  ]);
  expect(errorsOf({ ...props, volumes: { '/app': Volume.emptyDir(Size.mebibytes(1)) } })).toEqual([
    `[app/x] the folder of an empty volume is "/app"; allowed: ${HIDDEN(by)}.`,
  ]);
  expect(errorsOf({ ...props, writablePaths: ['/app/cache', '/data'] })).toEqual([]);
});

test('accepts a writable folder for files that a program is told to write', () => {
  expect(errorsOf({ command: ['node', 'x.js', '--out', '/app/a.json'], writablePaths: ['/app'] })).toEqual([]);
});

test('rejects a writable folder over the file that command names', () => {
  expect(errorsOf({ command: ['/app/worker'], writablePaths: ['/tmp', '/app'] })).toEqual([
    '[app/x] writablePaths[1] is "/app"; allowed: folders without the program (an empty folder would hide the file that command names).',
  ]);
  expect(errorsOf({ command: ['/app/worker'], writablePaths: ['/app/cache', '/ap'] })).toEqual([]);
});
