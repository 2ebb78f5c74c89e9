// Synthesis of an app in which the library takes part: every object is rendered once, inspected, and then written.
import { App, type ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { inspectApp, inspectConstructs, writing } from './check';
import { expectSynthesis, recordSynthesis, recordWriting } from './forgotten';
import { haveErrors, throwErrors } from './report';
import { orderCharts, orderObjects } from './order';
import { warningsOf } from './warnings';

const watched = new WeakSet<IConstruct>();

/** Functions that restore the objects of an app that is being synthesized. */
const running = new WeakMap<IConstruct, (() => void)[]>();

/**
 * Inspects the manifests of an app whenever it is validated, and renders each object only once while it is synthesized.
 * cdk8s has no hook for this: it renders while it writes, when it is too late for errors.
 */
export function watchSynthesis(scope: IConstruct): void {
  const app = scope.node.root;
  if (watched.has(app)) return;
  watched.add(app);
  expectSynthesis();
  app.node.addValidation({ validate: () => (inspectApp(app), []) });
  if (!(app instanceof App)) return;
  const overrides = [replace(app, 'synth'), replace(app, 'synthYaml')];
  Object.defineProperty(app, 'charts', { configurable: true, get: () => chartsOf(app, overrides.includes(true)) });
}

/** Replaces a method of an app. Returns whether a subclass overrides it. */
function replace(app: App, method: 'synth' | 'synthYaml'): boolean {
  const original = app[method] as () => unknown;
  const isOverridden = original !== App.prototype[method];
  const value = () => synthesize(app, () => original.call(app), isOverridden);
  Object.defineProperty(app, method, { configurable: true, writable: true, value });
  return isOverridden;
}

/** An overriding method may still change objects: then cdk8s' own inspects them, when it asks for the charts. */
function chartsOf(app: App, isOverridden: boolean): Chart[] {
  if (isOverridden && running.has(app)) startWriting(app);
  return orderCharts(app);
}

function synthesize<T>(app: App, run: () => T, isOverridden: boolean): T {
  if (running.has(app)) return run();
  running.set(app, []);
  try {
    if (!isOverridden) startWriting(app);
    const result = run();
    recordWriting(app);
    const texts = warningsOf(writing.get(app)?.warnings ?? []).filter(({ reason }) => reason === undefined);
    for (const { path, message, rule } of texts) process.stderr.write(`[${path}] warning: ${message} (${rule})\n`);
    return result;
  } finally {
    stopWriting(app);
    running.delete(app);
  }
}

/** @throws if the app has errors */
function startWriting(app: App): void {
  stopWriting(app);
  const inspection = inspectApp(app);
  if (inspection.hasErrors) throwErrors(app.node.findAll());
  writing.set(app, inspection);
  running.set(
    app,
    inspection.rendered.map(({ object, manifest }) => keep(object, manifest)),
  );
}

function stopWriting(app: App): void {
  for (const undo of running.get(app) ?? []) undo();
  running.set(app, []);
  writing.delete(app);
}

/** Lets an object return what was inspected, until it is undone. */
function keep(object: ApiObject, manifest: object): () => void {
  const own = Object.getOwnPropertyDescriptor(object, 'toJson');
  Object.defineProperty(object, 'toJson', { configurable: true, writable: true, value: () => manifest });
  return () => (own ? Object.defineProperty(object, 'toJson', own) : delete (object as Partial<ApiObject>).toJson);
}

/** Returns the manifests of a chart, or undefined if it has errors. Errors of other charts are not looked at. */
export function renderChart(chart: Chart): object[] | undefined {
  if (writing.has(chart.node.root)) return orderObjects(chart).map((object) => object.toJson() as object);
  recordSynthesis();
  const constructs = chart.node.findAll();
  if (haveErrors(constructs)) return undefined;
  const { rendered, hasErrors } = inspectConstructs(constructs);
  if (hasErrors) return undefined;
  const manifests = new Map(rendered.map(({ object, manifest }) => [object, manifest]));
  return orderObjects(chart).map((object) => manifests.get(object)!);
}
