// Random apps of one or two stacks, all of them valid.
import { App, Chart } from 'cdk8s';
import { Platform, Warnings, WebStack, type WebStackProps } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { choosePlatform } from './platforms';
import { podDefaults } from './pod-defaults';
import { addProvider } from './providers';
import { addRoutes } from './routes';
import type { Facts, Scene } from './scene';
import { labels } from './values';
import { addHttpWorkload, addImage, addServerPair, addWorker } from './workloads';

/** The components of random apps that are not only providers. One that occurs twice is drawn twice as often. */
const COMPONENTS: ((scene: Scene) => void)[] = [
  addHttpWorkload,
  addHttpWorkload,
  addHttpWorkload,
  addWorker,
  addWorker,
  addServerPair,
];

export interface RandomApp {
  readonly app: App;
  readonly facts: Facts;
}

/** Declares the app that a draw decides on. */
export function declareApp(draw: Draw): RandomApp {
  const app = new App();
  const ids = draw.pick(1, 1, 2) === 1 ? [draw.word()] : [draw.word(), draw.word()];
  const facts: Facts = {
    ...{ offers: [], edges: [], targets: [], admitted: [] },
    ...{ existing: new Set(), names: new Set(), peers: new Map(), routes: new Map(), isolated: new Set() },
    namespaces: ids.map((id) => (draw.boolean() ? id : draw.word())),
  };
  ids.forEach((id, index) => draw.within('stack', () => addStack(draw, { app, facts }, id, facts.namespaces[index])));
  return { app, facts };
}

function addStack(draw: Draw, { app, facts }: RandomApp, id: string, namespace: string): void {
  const { platform, disposable, peers } = draw.within('platform', () => choosePlatform(draw));
  facts.peers.set(namespace, peers);
  const plan = { id, namespace, platform };
  const { chart, image, isIsolated } = draw.within('chart', () =>
    draw.pick(webStack, webStack, plainChart)(draw, app, plan),
  );
  if (isIsolated) facts.isolated.add(namespace);
  const scene: Scene = { draw, chart, namespace, disposable, facts, routables: [] };
  const add = (name: string, most: number, declare: () => void) => {
    for (let left = draw.integer(0, most); left > 0; left--) draw.within(name, declare);
  };
  if (image !== undefined) addImage(scene, image);
  add('provider', 3, () => addProvider(scene));
  add('component', 3, () => draw.pick(...COMPONENTS)(scene));
  add('routes', 1, () => addRoutes(scene));
  draw.within('warnings', () => acknowledge(draw, chart));
}

function acknowledge(draw: Draw, chart: Chart): void {
  if (!draw.boolean()) return;
  const warnings = Warnings.of(draw.at('Warnings.of', chart));
  const rule = draw.at('Warnings.acknowledge.rule', draw.pick('open-policy', 'container'));
  warnings.acknowledge(rule, draw.at('Warnings.acknowledge.reason', draw.word()));
  draw.at('Warnings.list', warnings);
}

interface ChartPlan {
  readonly id: string;
  readonly namespace: string;
  readonly platform: Platform;
}

interface NewChart {
  readonly chart: Chart;
  /** An image whose digest the stack declares. */
  readonly image?: string;
  /** Whether its namespace denies by default. */
  readonly isIsolated: boolean;
}

function webStack(draw: Draw, app: App, { id, namespace, platform }: ChartPlan): NewChart {
  const image = `${draw.word()}:1.4.0`;
  const options = draw.group<WebStackProps>('WebStackProps', {
    labels: () => labels(draw, 'WebStackProps.labels'),
    podDefaults: () => podDefaults(draw, image),
    createNamespace: () => draw.boolean(),
    isolated: () => draw.boolean(),
  });
  const { createNamespace = true, isolated = createNamespace } = options;
  const chart = new WebStack(app, draw.at('WebStack.id', id), {
    namespace: draw.at('WebStackProps.namespace', namespace),
    platform: draw.at('WebStackProps.platform', platform),
    ...options,
    ...(isolated && !createNamespace && { isolated: false }),
  });
  return { chart, image, isIsolated: createNamespace && isolated };
}

/** A chart that is not a WebStack, for those who use single components. */
function plainChart(draw: Draw, app: App, { id, namespace, platform }: ChartPlan): NewChart {
  const chart = new Chart(app, id, { namespace });
  platform.applyTo(chart);
  draw.at('Platform.applyTo', Platform.of(chart));
  draw.at('Platform.of', Platform.of(chart));
  return { chart, isIsolated: false };
}
