// An unknown property whose name is near a known one: the message suggests it.
import { findNearest } from '../../src/checks/nearest';
import { Redis, Server, type WebStack } from 'cdk8s-webstack';
import { errors } from '../manifests';

const KNOWN = ['args', 'command', 'config', 'env', 'port', 'readOnly', 'replicas', 'secrets', 'stripPrefix', 'volumes'];

test.each([
  ['replica', 'replicas'],
  ['repilcas', 'replicas'],
  ['Replicas', 'replicas'],
  ['prot', 'port'],
  ['volume', 'volumes'],
  ['comand', 'command'],
  ['read_only', 'readOnly'],
  ['enviroment', 'env'],
  ['strip', 'stripPrefix'],
])('%s is near %s', (name, nearest) => {
  expect(findNearest(name, KNOWN)).toBe(nearest);
});

test.each(['', 'x', 'zz', 'uid', 'image', 'r'.repeat(64), `replicas${'s'.repeat(100_000)}`])(
  '%# is near none',
  (name) => {
    expect(findNearest(name, KNOWN)).toBeUndefined();
  },
);

test('a name that is as near to two names is near none', () => {
  expect(findNearest('hosts', ['hostA', 'hostB'])).toBeUndefined();
  expect(findNearest('ingress', ['ingressClass', 'ingressController'])).toBeUndefined();
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'of a component',
    (stack) => new Redis(stack, 'x', { evicton: 'lru' } as never),
    'evicton is unknown; did you mean eviction?',
  ],
  [
    'of a group',
    (stack) => new Server(stack, 'x', { image: 'example/x:1.0.0', security: { users: 7 } as never }),
    'security.users is unknown; did you mean user?',
  ],
])('suggests the nearest property %s', (_, declare, expected) => {
  expect(errors(declare)).toEqual([`[app/x] ${expected}`]);
});
