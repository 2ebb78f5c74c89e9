// Renders objects, asks the rules about them, and reports their errors at the constructs that they concern.
import { ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { labels } from '../checks/labels';
import { escapeInvisible } from '../checks/messages';
import { namespaceName } from '../checks/names';
import { findDeclared, removedObjects } from './declared';
import { inspect, type LocatedFinding, type Removed } from './inspection';
import { DependencyCycle, orderCharts, orderObjects } from './order';
import { declaredManifest, renderObject, type Rendered } from './rendering';

/** The objects of an app or a chart as they are written, and what the rules say about them. */
export interface Inspection {
  readonly rendered: readonly Rendered[];
  readonly warnings: readonly LocatedFinding[];
  readonly hasErrors: boolean;
}

/** Renders and inspects the objects among constructs. Errors appear the next time the constructs are validated. */
export function inspectConstructs(constructs: readonly IConstruct[]): Inspection {
  const report = new Report();
  checkDependencies(constructs, report);
  if (!report.hasErrors) checkOrder(() => orderCharts(constructs[0]), report);
  for (const chart of constructs.filter(Chart.isChart)) checkChart(chart, report);
  const rendered = constructs.filter(ApiObject.isApiObject).flatMap((object) => {
    const result = renderObject(object);
    if (typeof result !== 'string') return [result];
    report.add(object, result);
    return [];
  });
  const found = report.hasErrors ? [] : inspect(rendered, findRemoved(constructs));
  const findings = found.map((finding) => ({ ...finding, message: escapeInvisible(finding.message) }));
  for (const { construct, message, isError } of findings) if (isError) report.add(construct, message);
  return { rendered, warnings: findings.filter(({ isError }) => !isError), hasErrors: report.hasErrors };
}

function findRemoved(constructs: readonly IConstruct[]): Removed[] {
  const removed = removedObjects(constructs);
  const known = new Set(removed.length > 0 ? constructs : []);
  return removed.map((object) => {
    const { component } = findDeclared(object)!;
    return { component: known.has(component) ? component : undefined, manifest: declaredManifest(object)! };
  });
}

const NOTHING: Inspection = { rendered: [], warnings: [], hasErrors: true };

/** The apps that are being inspected: to find errors, all of their constructs are validated, and they among them. */
const inspecting = new WeakSet<IConstruct>();

/** The apps that are being written, and what was inspected: until then, their objects return nothing else. */
export const writing = new WeakMap<IConstruct, Inspection>();

/** Inspects all objects of an app, unless its declarations have errors: they are reported alone. */
export function inspectApp(app: IConstruct): Inspection {
  const known = writing.get(app);
  if (known !== undefined) return known;
  if (inspecting.has(app)) return NOTHING;
  inspecting.add(app);
  const constructs = app.node.findAll();
  const hasErrors = haveErrors(constructs);
  inspecting.delete(app);
  return hasErrors ? NOTHING : inspectConstructs(constructs);
}

/** @throws if constructs have errors: with all of them, as cdk8s throws */
export function throwErrors(constructs: readonly IConstruct[]): void {
  const errors = constructs.flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** Whether constructs have errors of their declaration. Forgets what an earlier inspection has found. */
export function haveErrors(constructs: readonly IConstruct[]): boolean {
  for (const construct of constructs) errorsOf.get(construct)?.splice(0);
  return constructs.some(({ node }) => node.validate().length > 0);
}

function checkChart(chart: Chart, report: Report): void {
  for (const error of [...labels(chart.labels, 'labels'), ...namespaceName(chart.namespace, 'the namespace')])
    report.add(chart, error);
  if (!report.hasErrors) checkOrder(() => orderObjects(chart), report);
}

/** constructs accepts any value as a dependency, and fails when it is asked for it. */
function checkDependencies(constructs: readonly IConstruct[], report: Report): void {
  for (const construct of constructs) {
    try {
      if (construct.node.dependencies.every(Construct.isConstruct)) continue;
    } catch {
      // reported below
    }
    report.add(construct, 'a dependency is not a construct. Pass constructs to addDependency, each as an argument.');
  }
}

function checkOrder(order: () => unknown, report: Report): void {
  try {
    order();
  } catch (error) {
    if (!(error instanceof DependencyCycle)) throw error;
    report.add(error.start, error.message);
  }
}

/** Errors of the latest inspection, at the constructs that they concern. */
const errorsOf = new WeakMap<IConstruct, string[]>();

class Report {
  public hasErrors = false;

  public add(construct: IConstruct, error: string): void {
    this.hasErrors = true;
    const known = errorsOf.get(construct);
    if (known !== undefined) return void known.push(error);
    const errors = [error];
    errorsOf.set(construct, errors);
    construct.node.addValidation({ validate: () => [...errors] });
  }
}
