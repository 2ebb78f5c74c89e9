// Renders objects, asks the rules about them, and reports their errors at the constructs that they concern.
import { ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { runCheck } from '../checks/check';
import { labels } from '../checks/labels';
import { escapeInvisible } from '../checks/messages';
import { namespaceName } from '../checks/names';
import { findDeclared, removedObjects } from './declared';
import { recordSynthesis } from './forgotten';
import { givenLabels } from './given';
import { inspect, type Removed } from './inspection';
import type { LocatedFinding } from './located-finding';
import { DependencyCycle, orderCharts, orderObjects } from './order';
import { declaredManifest, renderObject, type Rendered } from './rendering';
import { haveErrors, Report } from './report';

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
    if (report.has(object.chart)) return [];
    const result = renderObject(object);
    if ('manifest' in result) return [result];
    for (const error of result) report.add(object, error);
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
  recordSynthesis();
  const known = writing.get(app);
  if (known !== undefined) return known;
  if (inspecting.has(app)) return NOTHING;
  inspecting.add(app);
  const constructs = app.node.findAll();
  const hasErrors = haveErrors(constructs);
  inspecting.delete(app);
  return hasErrors ? NOTHING : inspectConstructs(constructs);
}

function checkChart(chart: Chart, report: Report): void {
  for (const error of [
    ...runCheck(labels, givenLabels(chart), 'labels'),
    ...namespaceName(chart.namespace, 'the namespace'),
  ])
    report.add(chart, error);
  if (!report.hasErrors) checkOrder(() => orderObjects(chart), report);
}

/** constructs accepts any value as a dependency, and fails when it is asked for it. */
function checkDependencies(constructs: readonly IConstruct[], report: Report): void {
  for (const construct of constructs) {
    const error = dependencyError(construct);
    if (error !== undefined) report.add(construct, error);
  }
}

function dependencyError({ node }: IConstruct): string | undefined {
  try {
    const { dependencies } = node;
    if (dependencies.every((target) => Construct.isConstruct(target) && target.node.root === node.root))
      return undefined;
    if (dependencies.every(Construct.isConstruct))
      return 'a dependency is in another App, which is written by itself. Remove the dependency.';
  } catch {
    // reported below
  }
  return 'a dependency is not a construct. Pass constructs to addDependency, each as an argument.';
}

function checkOrder(order: () => unknown, report: Report): void {
  try {
    order();
  } catch (error) {
    if (!(error instanceof DependencyCycle)) throw error;
    report.add(error.start, error.message);
  }
}
