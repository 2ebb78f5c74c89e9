// The hardening rules and the policy checkers judge every component with every property.
import { readFileSync } from 'node:fs';
import { apiComponents, apiTypes } from '../api';

const components = apiComponents(apiTypes());
const fullestSource = readFileSync('test/policy/fullest.ts', 'utf8');

test.each(components)('test/policy/fullest.ts has every property of $name', ({ propsName }) => {
  const isComplete = new RegExp(`: Required<(Omit<)?${propsName}[,>]`).test(fullestSource);
  const wayOut = `add the declaration as Required<${propsName}> in test/policy/fullest.ts`;
  expect(isComplete ? [] : [wayOut]).toEqual([]);
});
