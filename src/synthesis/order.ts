// The order of charts and objects in the manifests. cdk8s finds it by walking every route through the dependencies, whose
// number grows exponentially with their depth. This finds the same order in one walk.
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Constructs that depend on each other. */
export class DependencyCycle extends Error {
  constructor(private readonly cycle: readonly IConstruct[]) {
    const paths = cycle.map(({ node }) => node.path).join(' => ');
    super(`the dependencies form a cycle: ${paths}. Remove one of them.`);
  }

  /** The first construct of the cycle. */
  public get start(): IConstruct {
    return this.cycle[0];
  }
}

/** Returns the charts of an app, each after the charts that it depends on. @throws if charts depend on each other */
export function orderCharts(app: IConstruct): Chart[] {
  const constructs = app.node.findAll();
  const charts = constructs.filter(Chart.isChart);
  const dependencies = new Map<IConstruct, Set<Chart>>(charts.map((chart) => [chart, new Set()]));
  for (const construct of constructs) {
    for (const target of construct.node.dependencies)
      addDependency(dependencies, closestChart(construct), closestChart(target));
    if (Chart.isChart(construct)) addDependency(dependencies, closestChart(construct.node.scope), construct);
  }
  return order(charts, (chart) => dependencies.get(chart)!);
}

/** Returns the objects of a chart, each after the objects that it depends on. @throws if objects depend on each other */
export function orderObjects(chart: Chart): ApiObject[] {
  const constructs = chart.node.findAll();
  const isOwn = (construct: IConstruct): construct is ApiObject => isObjectOf(chart, construct);
  if (constructs.every(({ node }) => node.dependencies.length === 0)) return constructs.filter(isOwn);
  const known = new Set(constructs);
  const groups = new Map<IConstruct, ApiObject[]>();
  const dependencies = constructs.map((construct): [IConstruct, ReadonlySet<IConstruct>] => {
    const own = construct.node.dependencies.filter((target) => known.has(target));
    return [construct, new Set([...own, ...(isOwn(construct) ? objectDependencies(construct, chart, groups) : [])])];
  });
  const targets = new Map(dependencies);
  return order(constructs, (construct) => targets.get(construct)!).filter(isOwn);
}

function addDependency(dependencies: Map<IConstruct, Set<Chart>>, source?: Chart, target?: Chart): void {
  if (source !== undefined && target !== undefined && source !== target && dependencies.has(target))
    dependencies.get(source)?.add(target);
}

function closestChart(construct: IConstruct | undefined): Chart | undefined {
  return construct?.node.scopes.reverse().find(Chart.isChart);
}

function isObjectOf(chart: Chart, construct: IConstruct): boolean {
  return ApiObject.isApiObject(construct) && construct.chart === chart;
}

/** The objects that an object depends on, by itself and by the constructs around it. */
function objectDependencies(object: ApiObject, chart: Chart, groups: Map<IConstruct, ApiObject[]>): ApiObject[] {
  const targets = object.node.scopes.flatMap(({ node }) => node.dependencies);
  return targets.flatMap((target) => objectsIn(target, chart, groups)).filter((target) => target !== object);
}

function objectsIn(target: IConstruct, chart: Chart, groups: Map<IConstruct, ApiObject[]>): ApiObject[] {
  const known = groups.get(target);
  if (known !== undefined) return known;
  const objects = target.node.findAll().filter((construct) => isObjectOf(chart, construct)) as ApiObject[];
  groups.set(target, objects);
  return objects;
}

/** Visits items that nothing depends on, each after its dependencies. */
function order<T extends IConstruct>(items: readonly T[], dependenciesOf: (item: T) => ReadonlySet<T>): T[] {
  const needed = new Set(items.flatMap((item) => [...dependenciesOf(item)]));
  const ordered = new Set<T>();
  for (const item of items) if (!needed.has(item)) visit(item, dependenciesOf, ordered);
  for (const item of items) visit(item, dependenciesOf, ordered); // anything left is part of a cycle
  return [...ordered];
}

/** Adds an item after its dependencies. A stack of its own replaces recursion, whose depth is limited. */
function visit<T extends IConstruct>(start: T, dependenciesOf: (item: T) => ReadonlySet<T>, ordered: Set<T>): void {
  const route = new Map([[start, dependenciesOf(start).values()]]);
  const stack = ordered.has(start) ? [] : [start];
  for (let item = stack.at(-1); item !== undefined; item = stack.at(-1)) {
    const { done, value: next } = route.get(item)!.next();
    if (done) {
      ordered.add(item);
      route.delete(item);
      stack.pop();
    } else if (route.has(next)) throw new DependencyCycle([...stack.slice(stack.indexOf(next)), next]);
    else if (!ordered.has(next)) {
      route.set(next, dependenciesOf(next).values());
      stack.push(next);
    }
  }
}
