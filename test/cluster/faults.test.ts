// The application under the faults of production. Each test is a row of the table in docs/production-guarantees.md.
import { readFileSync } from 'node:fs';
import { describeApplying } from './faults/data/applying';
import { describePostgres } from './faults/data/postgres';
import { describeRedis } from './faults/data/redis';
import { World } from './faults/data/world';
import { declaredRows, printTable } from './faults/table';
import { deploy, remove } from './faults/traffic/application';
import { describeTraffic } from './faults/traffic/rows';

afterAll(printTable);

describe('requests', () => {
  beforeAll(deploy);
  afterAll(remove);

  describeTraffic();
});

describe('data', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => World.end(world));

  describeApplying(() => world); // First: the previous version has fewer pods than the other rows leave behind.
  describePostgres(() => world);
  describeRedis(() => world);
});

test('docs/production-guarantees.md has these rows', () => {
  const lines = readFileSync('docs/production-guarantees.md', 'utf8').split('\n');
  const begin = lines.findIndex((line) => /^\| Fault +\|/.test(line));
  const table = lines.slice(begin + 2, lines.indexOf('', begin));
  const cells = table.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells.map(([, fault, guarantee]) => [fault, guarantee])).toEqual(declaredRows());
});
