// Every component of the API is in the apps that the hardening rules and the policy checkers judge.
import { readFileSync } from 'node:fs';
import type { App } from 'cdk8s';
import { apiComponents, apiTypes } from '../api';
import { fullest } from '../policy/fullest';
import { smallest } from '../policy/smallest';

const components = apiComponents(apiTypes());
const fullestSource = readFileSync('test/policy/fullest.ts', 'utf8');

test.each<[file: string, declare: () => App]>([
  ['test/policy/smallest.ts', smallest],
  ['test/policy/fullest.ts', fullest],
])('%s has every component', (file, declare) => {
  const declared = declare()
    .node.findAll()
    .map((construct) => construct.constructor.name);
  const missing = components.filter(({ name }) => !declared.includes(name));
  expect(missing.map(({ name }) => `the hardening rules do not judge ${name}: add it in ${file}`)).toEqual([]);
});

test.each(components)('test/policy/fullest.ts has every property of $name', ({ propsName }) => {
  const isComplete = new RegExp(`: Required<(Omit<)?${propsName}[,>]`).test(fullestSource);
  const wayOut = `add the declaration as Required<${propsName}> in test/policy/fullest.ts`;
  expect(isComplete ? [] : [wayOut]).toEqual([]);
});
