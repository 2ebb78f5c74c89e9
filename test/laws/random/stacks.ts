// Random apps of one or two stacks, all of them right.
import { App, Chart } from 'cdk8s';
import { Platform, WebStack, type WebStackProps } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { addPair } from './pair';
import { platformOf, podDefaults } from './platforms';
import { addProvider } from './providers';
import { addRoutes } from './routes';
import { type Declared, type Scene } from './scene';
import { words } from './values';
import { addPinned, addServed, addWorker } from './workloads';

export interface RandomApp extends Declared {
  readonly app: App;
  /** Where requests to a host and path go: `host/path`. */
  readonly routes: Map<string, string>;
}

export function randomApp(d: Draw): RandomApp {
  const app = new App();
  const ids = d.one(1, 1, 2) === 1 ? [d.word()] : [d.word(), d.word()];
  const declared: RandomApp = {
    ...{ app, offers: [], edges: [], outside: new Set(), names: new Set(), exposed: [], routes: new Map() },
    ...{ surroundings: new Map(), reaches: [], routed: new Set() },
    namespaces: ids.map((id) => (d.maybe() ? id : d.word())),
  };
  ids.forEach((id, index) => addStack(d, declared, id, declared.namespaces[index]));
  return declared;
}

function addStack(d: Draw, declared: RandomApp, id: string, namespace: string): void {
  const { platform, disposable, around } = platformOf(d);
  declared.surroundings.set(namespace, around);
  const { chart, pinned } = d.one(webStack, webStack, foreignChart)(d, declared, { id, namespace, platform });
  const scene: Scene = { d, chart, namespace, disposable, app: declared, routables: [] };
  if (pinned !== undefined) addPinned(scene, pinned);
  for (let left = d.whole(0, 3); left > 0; left--) addProvider(scene);
  for (let left = d.whole(0, 3); left > 0; left--)
    d.one(addServed, addServed, addServed, addWorker, addWorker, addPair)(scene);
  for (let left = d.whole(0, 1); left > 0; left--) addRoutes(scene, declared);
}

interface ChartPlan {
  readonly id: string;
  readonly namespace: string;
  readonly platform: Platform;
}

interface MadeChart {
  readonly chart: Chart;
  /** An image whose digest is said for the stack. */
  readonly pinned?: string;
}

function webStack(d: Draw, { app, exposed }: RandomApp, { id, namespace, platform }: ChartPlan): MadeChart {
  const pinned = `${d.word()}:1.4.0`;
  const stack = new WebStack(app, d.at('WebStack.id', id), {
    namespace: d.at('WebStackProps.namespace', namespace),
    platform: d.at('WebStackProps.platform', platform),
    ...d.group<WebStackProps>('WebStackProps', {
      labels: () => words(d, 'WebStackProps.labels'),
      podDefaults: () => podDefaults(d, pinned),
      createNamespace: () => d.maybe(),
    }),
  });
  if (stack.namespaceObject) exposed.push(stack.namespaceObject);
  return { chart: stack, pinned };
}

/** A chart of somebody who takes single components. */
function foreignChart(d: Draw, { app }: RandomApp, { id, namespace, platform }: ChartPlan): MadeChart {
  const chart = new Chart(app, id, { namespace });
  platform.applyTo(chart);
  d.at('Platform.applyTo', Platform.of(chart));
  d.at('Platform.of', Platform.of(chart));
  return { chart };
}
