import { beforeEach, expect, test } from 'vitest';
import { requeue } from '../src/requeue.js';
import { FakeIndexes, FakeValues, never } from './fakes.js';

let indexes: FakeIndexes, values: FakeValues;
beforeEach(() => ([indexes, values] = [new FakeIndexes(), new FakeValues()]));

test('what has no value and is not queued is queued', async () => {
  indexes.committed.push(1, 2, 3);
  values.values[2] = 1;
  values.waiting.push(3);
  expect(await requeue(indexes, values, 1_000)).toEqual([1]);
  expect(values.waiting).toEqual([3, 1]);
});

test('after Redis has lost everything, all of it', async () => {
  indexes.committed.push(1, 2, 3);
  expect(await requeue(indexes, values, 1_000)).toEqual([1, 2, 3]);
});

test('where nothing is missing, nothing is sent', async () => {
  indexes.committed.push(1);
  values.values[1] = 1;
  values.queue = () => Promise.reject(new Error('sent'));
  expect(await requeue(indexes, values, 1_000)).toEqual([]);
});

test('a store without a word is not waited for', async () => {
  values.current = never;
  await expect(requeue(indexes, values, 50)).rejects.toThrow('redis is away');
});
