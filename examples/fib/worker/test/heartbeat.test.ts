import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Heartbeat } from '../src/heartbeat.js';

let folder: string, heartbeat: Heartbeat;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heartbeat-'));
  heartbeat = new Heartbeat(path.join(folder, 'beat'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('no complaint about a worker that moves', () => {
  heartbeat.beat();
  expect(heartbeat.complaint()).toBeUndefined();
  expect(heartbeat.complaint(Date.now() + 25_000)).toBeUndefined();
});

test('one that has not moved for half a minute is stuck', () => {
  heartbeat.beat();
  expect(heartbeat.complaint(Date.now() + 31_000)).toMatch(/^the worker has not moved since 2/);
});

test('one that has not begun is not healthy', () => {
  expect(heartbeat.complaint()).toBe('the worker has not begun');
});

test('it recovers', () => {
  heartbeat.beat();
  heartbeat.beat();
  expect(heartbeat.complaint()).toBeUndefined();
});
