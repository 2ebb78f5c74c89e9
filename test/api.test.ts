// The public API is what every language of jsii can carry, and is explained. jsii itself lets some of that through.
import * as api from 'cdk8s-webstack';
import { apiTypes, type Documented, type Type } from './api';

const types = apiTypes();

const members = ({ name, properties = [], methods = [] }: Type) =>
  [...properties, ...methods].map((member) => ({ ...member, name: `${name}.${member.name}` }));

test('its concepts', () => {
  expect(
    types
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort()
      .join('\n'),
  ).toMatchSnapshot();
});

test('holds no union', () => {
  const unions = types.flatMap(members).filter((member) => JSON.stringify(member).includes('"union"'));
  expect(unions.map(({ name }) => name)).toEqual([]);
});

test('everything has a word of explanation', () => {
  const all: Documented[] = [
    ...types,
    ...types.flatMap(members),
    ...types.flatMap(({ members: values = [] }) => values),
  ];
  expect(all.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

test('every optional property of a declaration names its default', () => {
  const optional = types
    .filter(({ datatype }) => datatype)
    .flatMap(members)
    .filter((member) => member.optional);
  expect(optional.length).toBeGreaterThan(40);
  expect(optional.filter(({ docs }) => !docs?.default).map(({ name }) => name)).toEqual([]);
});

test('a group of properties has at most eight of its own', () => {
  const groups = types.filter(({ datatype }) => datatype);
  expect(groups.filter(({ properties = [] }) => properties.length > 8).map(({ name }) => name)).toEqual([]);
});

test('its classes and enumerations are all it exports, because other languages have no functions', () => {
  const others = Object.entries<unknown>({ ...api }).filter(([, value]) => !isClass(value) && !isEnumeration(value));
  expect(others.map(([name]) => name)).toEqual([]);
});

function isClass(value: unknown): boolean {
  return typeof value === 'function' && String(value).startsWith('class ');
}

function isEnumeration(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}
