import { beforeEach, expect, test } from 'vitest';
import { requeue } from '../src/requeue.js';
import { FakeIndexes, FakeValues, hang } from './fakes.js';

let indexes: FakeIndexes, values: FakeValues;
beforeEach(() => ([indexes, values] = [new FakeIndexes(), new FakeValues()]));

test('queues an index that has no value and is not queued', async () => {
  indexes.committed.push(1, 2, 3);
  values.values[2] = 1;
  values.waiting.push(3);
  expect(await requeue(indexes, values, 1_000)).toEqual([1]);
  expect(values.waiting).toEqual([3, 1]);
});

test('queues all indexes after Redis has lost its data', async () => {
  indexes.committed.push(1, 2, 3);
  expect(await requeue(indexes, values, 1_000)).toEqual([1, 2, 3]);
});

test('sends nothing if no value is missing', async () => {
  indexes.committed.push(1);
  values.values[1] = 1;
  values.queue = () => Promise.reject(new Error('sent'));
  expect(await requeue(indexes, values, 1_000)).toEqual([]);
});

test('times out if a store hangs', async () => {
  values.current = hang;
  await expect(requeue(indexes, values, 50)).rejects.toThrow('redis is unavailable');
});
