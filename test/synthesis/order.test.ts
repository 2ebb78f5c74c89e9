// Dependencies between objects and charts: the order of cdk8s, without its exponential time.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Platform, Redis, Server, WebStack } from 'cdk8s-webstack';
import { Construct, type IConstruct } from 'constructs';
import { RandomNumbers } from '../laws/random/random-numbers';

const object = (scope: Construct, id: string) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } });

/** Declares a chart with groups of objects that depend on each other at random, but never on a later one. */
function declareRandom(seed: number): Chart {
  const numbers = new RandomNumbers(seed);
  const chart = new WebStack(new App(), 'chart', { createNamespace: false });
  const constructs: IConstruct[] = [];
  for (let group = 0; group < 4; group++) {
    const scope = new Construct(chart, `group${group}`);
    constructs.push(scope, object(scope, `a${group}`), object(scope, `b${group}`));
  }
  const indexes = [...constructs.keys()];
  for (let count = 0; count < 5; count++) {
    const [source, target] = [pick(numbers, indexes), pick(numbers, indexes)].sort((one, other) => one - other);
    const [from, to] = [constructs[source], constructs[target]];
    if (Math.floor(source / 3) !== Math.floor(target / 3)) from.node.addDependency(to);
  }
  return chart;
}

function pick(numbers: RandomNumbers, list: number[]): number {
  return list[numbers.below(list.length)];
}

test('objects have the order that cdk8s gives them', () => {
  for (let seed = 1; seed <= 80; seed++) {
    const own = Testing.synth(declareRandom(seed));
    const byCore = Chart.prototype.toJson.call(declareRandom(seed));
    expect({ seed, names: own.map(nameOf) }).toEqual({ seed, names: byCore.map(nameOf) });
  }
});

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name;
}

test('charts have the order that cdk8s gives them', () => {
  const { get } = Object.getOwnPropertyDescriptor(App.prototype, 'charts')!;
  for (let seed = 1; seed <= 50; seed++) {
    const numbers = new RandomNumbers(seed);
    const app = new App();
    const charts = ['a', 'b', 'c', 'd', 'e'].map((id) => new WebStack(app, id));
    charts.forEach((chart, index) => {
      for (const target of charts.slice(index + 1)) if (numbers.below(10) < 4) chart.addDependency(target);
    });
    expect({ seed, charts: app.charts }).toEqual({ seed, charts: get!.call(app) });
  }
});

/** Declares stacks of which each depends on the one before. cdk8s alone needs minutes for the sixth. */
function declareChain(length: number, outdir?: string, yamlOutputType?: YamlOutputType): App {
  const app = new App({ outdir, yamlOutputType });
  const stacks = Array.from(
    { length },
    (_, index) => new WebStack(app, `stack${index}`, { platform: Platform.kind() }),
  );
  for (const [index, stack] of stacks.entries()) {
    const redis = new Redis(stack, 'redis');
    new Server(stack, 'server', { image: 'example/server:1.4.0', uses: [redis] }).node.addDependency(redis);
    if (index > 0) stack.addDependency(stacks[index - 1]);
  }
  return app;
}

test.each([
  ['one file for each chart', YamlOutputType.FILE_PER_CHART, '0000-stack0.k8s.yaml', 8],
  ['one file for the app', YamlOutputType.FILE_PER_APP, 'app.k8s.yaml', 1],
  ['a folder for each chart', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, '0000-stack0', 8],
])('synthesizes eight stacks that depend on each other into %s', (_, type, first, count) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'order-'));
  declareChain(8, folder, type).synth();
  const names = readdirSync(folder).sort();
  rmSync(folder, { recursive: true });
  expect([names[0], names.length]).toEqual([first, count]);
});
