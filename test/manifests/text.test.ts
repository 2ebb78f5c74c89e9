// Text that some readers of YAML take for structure, or for another value, stops synthesis wherever it stands.
import type { WebStack } from 'cdk8s-webstack';
import { ConfigMap, Password, Platform, Postgres, Server, Volume } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';
const refused = (value: string) => mistakes((stack) => new Server(stack, 'server', { image, env: { VALUE: value } }));
const place = 'the Deployment.spec.template.spec.containers[server].env[VALUE].value';

test.each(['\0', '\x7f', '\x85', '\u2028', '\u2029', '\ufeff', '\uffff', '\ud800'])('%j is refused', (character) => {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  expect(refused(`a${character}b`)).toEqual([
    `[app/server] ${place} holds U+${code}, which YAML cannot carry safely; take it out`,
  ]);
});

test.each(['0o17', '0X1F', '0B101', '+_1', '1E_7'])('%s, a number to some, is refused', (value) => {
  const wanted = `[app/server] ${place} is a number to some readers of YAML; keep it in a Secret or ConfigMap that is made elsewhere`;
  expect(refused(value)).toEqual([wanted]);
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
])('%j arrives as it was written', (value) => {
  const manifests = render((stack) => new Server(stack, 'server', { image, env: { VALUE: value } }));
  expect(manifests.environment('server').VALUE).toBe(value);
});

test('no line break that is none to us can add to the structure', () => {
  const line = '\u2028';
  const hostile = `x${line}      hostNetwork:${line}        true`;
  expect(
    mistakes((stack) => new Server(stack, 'server', { image, replicas: 1, volumes: { '/x': Volume.claim(hostile) } })),
  ).toEqual([
    expect.stringContaining('has a name that Kubernetes refuses'),
    expect.stringContaining('claimName holds U+2028'),
  ]);
  expect(mistakes((stack) => new ConfigMap(stack, 'settings', { data: { a: hostile } }))).toEqual([
    '[app/settings] the ConfigMap.data.a holds U+2028, which YAML cannot carry safely; take it out',
  ]);
});

test.each(['__proto__', 'constructor'])('the name %s, which cdk8s would lose, is refused', (name) => {
  const named = Object.fromEntries([[name, 'x']]);
  expect(mistakes((stack) => new ConfigMap(stack, 'settings', { data: named }))).toEqual([
    `[app/settings] the ConfigMap.data has the name ${name}, which cdk8s cannot write; choose another one`,
  ]);
  expect(mistakes((stack) => new Server(stack, 'server', { image }), { labels: named })).toContain(
    `[app] labels has the name ${name}, which cdk8s cannot write; choose another one`,
  );
});

test('a variable that is not set is refused', () => {
  const env = { SET: '1', UNSET: undefined as unknown as string, PORT: 8080 as unknown as string };
  expect(mistakes((stack) => new Server(stack, 'server', { image, env }))).toEqual([
    '[app/server] env.UNSET is undefined; allowed is text, so put it in quotes',
    '[app/server] env.PORT is a number; allowed is text, so put it in quotes',
  ]);
});

describe('a password', () => {
  const platform = Platform.minikube();

  test('is in no object that could be shown', () => {
    const password = Password.inline('hunter2');
    expect(JSON.stringify(password)).toBe('{"mistakes":[]}');
    const env = { A: password as unknown as string };
    const messages = mistakes((stack: WebStack) => new Server(stack, 'server', { image, env }));
    expect(messages).toEqual(['[app/server] env.A is a Password; allowed is text, so put it in quotes']);
  });

  test('may not be empty', () => {
    expect(
      mistakes((stack) => new Postgres(stack, 'postgres', { password: Password.inline('') }), { platform }),
    ).toEqual([
      '[app/postgres] the password in Password.inline is empty, or has characters that a URL does not take; allowed are 1 to 256 of A-Z a-z 0-9 . _ ~ -, as `openssl rand -hex 24` makes them',
    ]);
  });

  test('in what is no image name is not shown', () => {
    const messages = mistakes((stack) => new Server(stack, 'server', { image: 'https://user:hunter2@example.com/x' }));
    expect(messages.join()).not.toContain('hunter2');
  });
});
