// Text that some YAML parsers read as structure, or as another value, stops synthesis wherever it is.
import type { WebStack } from 'cdk8s-webstack';
import { ConfigMap, Password, Platform, Postgres, Server, Volume } from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';
const LABEL_KEY =
  "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, optionally after a DNS name and '/'";
const errorsOf = (value: string) => errors((stack) => new Server(stack, 'server', { image, env: { VALUE: value } }));
const place = 'the Deployment.spec.template.spec.containers[server].env[VALUE].value';

test.each(['\0', '\x7f', '\x85', '\u2028', '\u2029', '\ufeff', '\uffff', '\ud800'])('rejects %j', (character) => {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  expect(errorsOf(`a${character}b`)).toEqual([
    `[app/server] ${place} contains U+${code}, which YAML cannot carry safely. Remove this character.`,
  ]);
});

test.each(['0o17', '0X1F', '0B101', '+_1', '1E_7'])('rejects %s, which some parsers read as a number', (value) => {
  const message = `[app/server] ${place} is text that some YAML parsers read as a number. Write it in another way, or read it from a Secret or ConfigMap that is created elsewhere.`;
  expect(errorsOf(value)).toEqual([message]);
});

test.each([
  'a\r\nb',
  '\t',
  '\x1b[1m',
  'ünïcödé',
  '😀',
  'yes',
  '1e3',
  '017',
  '0x1F',
  '0b3c4d5',
  '0o9f',
  '~',
  '',
  ' a ',
  '- x: y',
  '"',
  "'",
  '{{ x }}',
])('passes %j unchanged', (value) => {
  const manifests = render((stack) => new Server(stack, 'server', { image, env: { VALUE: value } }));
  expect(manifests.environment('server').VALUE).toBe(value);
});

test('rejects Unicode line breaks that could add fields', () => {
  const line = '\u2028';
  const hostile = `x${line}      hostNetwork:${line}        true`;
  expect(
    errors((stack) => new Server(stack, 'server', { image, replicas: 1, volumes: { '/x': Volume.claim(hostile) } })),
  ).toEqual([expect.stringContaining('the name of Volume.claim is ')]);
  expect(errors((stack) => new ConfigMap(stack, 'settings', { data: { a: hostile } }))).toEqual([
    '[app/settings] the ConfigMap.data.a contains U+2028, which YAML cannot carry safely. Remove this character.',
  ]);
});

test.each([
  ['__proto__', `the key "__proto__" of labels is not valid; allowed: ${LABEL_KEY}.`],
  ['constructor', 'labels has the name constructor, which cdk8s cannot write. Choose another name.'],
])('rejects the name %s, which cdk8s would lose', (name, message) => {
  const entries = Object.fromEntries([[name, 'x']]);
  expect(errors((stack) => new ConfigMap(stack, 'settings', { data: entries }))).toEqual([
    `[app/settings] the ConfigMap.data has the name ${name}, which cdk8s cannot write. Choose another name.`,
  ]);
  expect(errors((stack) => new Server(stack, 'server', { image }), { labels: entries })).toContain(`[app] ${message}`);
});

test('rejects variables that are missing or not text', () => {
  const env = { SET: '1', UNSET: undefined as unknown as string, PORT: 8080 as unknown as string };
  expect(errors((stack) => new Server(stack, 'server', { image, env }))).toEqual([
    '[app/server] env["UNSET"] is missing. Set a value or remove the key.',
    '[app/server] env["PORT"] is a number; allowed: text, in quotes.',
  ]);
});

describe('a password', () => {
  const platform = Platform.minikube();

  test('is not in an object that a message could show', () => {
    const password = Password.inline('hunter2');
    expect(JSON.stringify(password)).toBe('{"errors":[]}');
    const env = { A: password as unknown as string };
    const messages = errors((stack: WebStack) => new Server(stack, 'server', { image, env }));
    expect(messages).toEqual(['[app/server] env["A"] is a Password; allowed: text, in quotes.']);
  });

  test('cannot be empty', () => {
    expect(errors((stack) => new Postgres(stack, 'postgres', { password: Password.inline('') }), { platform })).toEqual(
      [
        "[app/postgres] the value of Password.inline is (not shown); allowed: 1 to 256 letters, digits, '.', '_', '~' and '-' (it becomes part of URLs). Create one with `openssl rand -hex 24`.",
      ],
    );
  });

  test('in an invalid image name is not shown', () => {
    const messages = errors((stack) => new Server(stack, 'server', { image: 'https://user:hunter2@example.com/x' }));
    expect(messages.join()).not.toContain('hunter2');
  });
});
