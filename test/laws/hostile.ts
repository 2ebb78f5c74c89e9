// Values that a declaration must reject or carry unchanged.
import { App } from 'cdk8s';

/** Control characters, direction marks and other invisible characters. Messages escape them. */
export const INVISIBLE =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** Texts with a meaning to YAML, nginx, a shell, a template engine or a terminal. */
export const HOSTILE_TEXTS: string[] = [
  'a\nb: c',
  'a\r\n- b',
  '\ttab',
  ' ',
  '',
  '"',
  "'",
  'a\' "b" `c`',
  '\\',
  '\\n',
  '$(whoami)',
  '$(PGPASSWORD)',
  '$$(HOME)',
  '${HOME}',
  '`id`',
  '; rm -rf /',
  '{{ .Values.x }}',
  '{% raw %}',
  '# comment',
  'a #b',
  'a: b',
  '- a',
  '? a',
  '&anchor *alias',
  '*',
  '!!js/function "x"',
  '%YAML 1.1',
  '---\nkind: Secret',
  '...',
  '{a: b}',
  '[a, b]',
  '|',
  '>',
  '<<',
  'null',
  '~',
  'yes',
  'NO',
  '012',
  '0x1F',
  '1e3',
  '1_000',
  '.inf',
  '1:30',
  '2001-12-14',
  '=',
  'a;return 200 "x";',
  '}\nserver { listen 81; }',
  '/a{b}',
  '~* \\.php$',
  '$request_uri',
  '../../etc/passwd',
  '/etc/nginx',
  '_by_lua',
  '--flag',
  '\0',
  'a\x1b[31mred',
  '\x7f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u202egnp.exe',
  '\ud800',
  '\udc00x',
  'рost',
  'ａｐｉ',
  'ı',
  '😀',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(10_000),
];

/** Values that JavaScript, or an app without type checks, can pass at any place. */
export const WRONG_TYPES: Record<string, unknown> = {
  null: null,
  'a number': 42,
  'not a number': NaN,
  infinity: Infinity,
  'a text': 'text',
  'an empty text': '',
  true: true,
  'an empty object': {},
  'an object': { key: 'value' },
  'an object with null': { key: null },
  'an empty list': [],
  'a list': ['text'],
  'a list with null': [null],
  'a list of objects': [{}],
  'a function': () => 'text',
  'a date': new Date(0),
};

/** Values that most programs cannot read, print or compare. */
export const HOSTILE_SHAPES: Record<string, unknown> = {
  'a big number': 10n,
  'a symbol': Symbol('text'),
  'a promise': Promise.resolve('text'),
  'an object that contains itself': cyclic(),
  'a list that contains itself': cyclicList(),
  'an object without a prototype': Object.assign(Object.create(null), { key: 'value' }),
  'an object whose properties throw': throwing(),
  'a list whose items throw': Object.defineProperty([1], 0, { get: fail, enumerable: true }),
  'an object without text': { toString: fail, valueOf: fail, toJSON: fail, [Symbol.toPrimitive]: fail },
  'an object that names its class': { constructor: { name: 'hunter2' } },
  'an object that is no longer available': revoked(),
  'a text object': new String('text'),
  'a map': new Map([['key', 'value']]),
  'a class': class Text {},
  'a construct': new App(),
  'a list with a hole': [1, , 3],
  'an instance of a class': new (class Point {
    public readonly x = 1;
    public get key(): string {
      return fail();
    }
  })(),
  bytes: Buffer.from('text'),
  'an object with other JSON': { toJSON: () => 'text' },
  'an object with a symbol as a name': { [Symbol('key')]: 'value', key: 'value' },
  'an object without own properties': Object.create({ key: 'value' }),
  'a proxy whose traps throw': new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail }),
  'an object that does not end': deep(20_000),
};

function deep(levels: number): unknown {
  let value: unknown = 'text';
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}

function cyclic(): object {
  const object: Record<string, unknown> = { key: 'value' };
  object.self = object;
  return object;
}

function cyclicList(): unknown[] {
  const list: unknown[] = ['text'];
  list.push(list);
  return list;
}

function fail(): never {
  throw new Error('the value cannot be read');
}

/** Every property that a check could ask for throws, as the getters of a lazy configuration do. */
function throwing(): object {
  const names = [
    'key',
    'node',
    'endpoint',
    'connection',
    'image',
    'kind',
    'then',
    'constructor',
    'toSeconds',
    'amount',
  ];
  return Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, { get: fail, enumerable: true }])));
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
