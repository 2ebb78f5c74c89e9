// Synthesis of an app in which the library takes part: every object is rendered once, inspected, and then written.
import { App, type ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { haveErrors, inspectApp, inspectConstructs, throwErrors } from './check';
import { orderCharts, orderObjects } from './order';
import type { Rendered } from './rendering';
import { warningsOf } from './warnings';

const watched = new WeakSet<IConstruct>();

/** The apps that are being synthesized, and their objects. */
const running = new WeakMap<IConstruct, ReadonlyMap<ApiObject, Rendered>>();

/**
 * Inspects the manifests of an app whenever it is validated, and renders each object only once while it is synthesized.
 * cdk8s has no hook for this: it renders while it writes, when it is too late for errors.
 */
export function watchSynthesis(scope: IConstruct): void {
  const app = scope.node.root;
  if (watched.has(app)) return;
  watched.add(app);
  app.node.addValidation({ validate: () => validateApp(app) });
  if (!(app instanceof App)) return;
  replace(app, 'synth');
  replace(app, 'synthYaml');
  Object.defineProperty(app, 'charts', { configurable: true, get: () => orderCharts(app) });
}

function replace(app: App, method: 'synth' | 'synthYaml'): void {
  const original = app[method] as () => unknown;
  const value = () => synthesize(app, () => original.call(app));
  Object.defineProperty(app, method, { configurable: true, writable: true, value });
}

function synthesize<T>(app: App, run: () => T): T {
  const { rendered, warnings, hasErrors } = inspectApp(app);
  if (hasErrors) throwErrors(app.node.findAll());
  running.set(app, new Map(rendered.map((each) => [each.object, each])));
  const restore = rendered.map(({ object, manifest }) => keep(object, manifest));
  try {
    const result = run();
    const texts = warningsOf(warnings).filter(({ reason }) => reason === undefined);
    for (const { path, message, rule } of texts) process.stderr.write(`[${path}] warning: ${message} (${rule})\n`);
    return result;
  } finally {
    for (const undo of restore) undo();
    running.delete(app);
  }
}

/** Lets an object return what was inspected, until it is undone. */
function keep(object: ApiObject, manifest: object): () => void {
  const own = Object.getOwnPropertyDescriptor(object, 'toJson');
  Object.defineProperty(object, 'toJson', { configurable: true, writable: true, value: () => manifest });
  return () => (own ? Object.defineProperty(object, 'toJson', own) : delete (object as Partial<ApiObject>).toJson);
}

function validateApp(app: IConstruct): string[] {
  if (!running.has(app)) inspectApp(app);
  return [];
}

/** Returns the manifests of a chart, or undefined if it has errors. Errors of other charts are not looked at. */
export function renderChart(chart: Chart): object[] | undefined {
  const known = running.get(chart.node.root);
  if (known) return orderObjects(chart).map((object) => object.toJson() as object);
  const constructs = chart.node.findAll();
  if (haveErrors(constructs)) return undefined;
  const { rendered, hasErrors } = inspectConstructs(constructs);
  if (hasErrors) return undefined;
  const manifests = new Map(rendered.map(({ object, manifest }) => [object, manifest]));
  return orderObjects(chart).map((object) => manifests.get(object)!);
}
