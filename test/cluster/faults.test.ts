// What production does to the application, and what holds all the same. Each row is a test.
import { readFileSync } from 'node:fs';
import { describeApplying } from './faults/data/applying';
import { describePostgres } from './faults/data/postgres';
import { describeRedis } from './faults/data/redis';
import { World } from './faults/data/world';
import { declaredRows, printTable } from './faults/table';
import { deploy, takeAway } from './faults/traffic/application';
import { describeTraffic } from './faults/traffic/rows';

afterAll(printTable);

describe('requests', () => {
  beforeAll(deploy);
  afterAll(takeAway);

  describeTraffic();
});

describe('data', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => World.end(world));

  describeApplying(() => world); // First, since the version before has fewer pods than are left by the others.
  describePostgres(() => world);
  describeRedis(() => world);
});

test('README has these rows', () => {
  const lines = readFileSync('README.md', 'utf8').split('\n');
  const begin = lines.findIndex((line) => /^\| what happens +\|/.test(line));
  const table = lines.slice(begin + 2, lines.indexOf('', begin));
  const cells = table.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells.map(([, fault, guarantee]) => [fault, guarantee])).toEqual(declaredRows());
});
