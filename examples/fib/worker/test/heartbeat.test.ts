import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
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

test('a worker that beats is healthy', () => {
  heartbeat.beat();
  expect(heartbeat.findProblem()).toBeUndefined();
  expect(heartbeat.findProblem(Date.now() + 25_000)).toBeUndefined();
});

test('a worker without a beat for half a minute is stuck', () => {
  heartbeat.beat();
  expect(heartbeat.findProblem(Date.now() + 31_000)).toMatch(/^the worker has made no progress since 2/);
});

test('a worker that has not started is not healthy', () => {
  expect(heartbeat.findProblem()).toBe('the worker has not started');
});

test('a worker that beats again is healthy again', () => {
  heartbeat.beat();
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path.join(folder, 'beat'), longAgo, longAgo);
  expect(heartbeat.findProblem()).toBeDefined();
  heartbeat.beat();
  expect(heartbeat.findProblem()).toBeUndefined();
});
