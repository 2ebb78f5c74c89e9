// The name of a component, and the labels that follow from it.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { labelValueError, noConsumerLabels } from '../checks/labels';
import { formatValue } from '../checks/messages';
import { componentNameError, namespaceName } from '../checks/names';
import { reportErrors } from '../checks/report';
import { Registry } from './registry';

/** The names and labels of one component. */
export interface Identity {
  /** The name of the component's objects: its path inside the chart, joined by `-`. */
  readonly name: string;
  readonly namespace?: string;
  /** The labels that select the component's pods. They never change once the component is deployed. */
  readonly selector: Record<string, string>;
  /** The recommended labels of Kubernetes, on every object of the component. */
  readonly labels: Record<string, string>;
}

/**
 * Returns the names and labels of a component, and reports a name that Kubernetes does not accept.
 * @param id the id as it was written: constructs replaces `/` by `--`
 * @param role the component's role in the application, for example `database`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function createIdentity(component: IConstruct, id: string, role: string): Identity {
  const chart = findChart(component);
  const name = componentName(component);
  reportErrors(component, id === component.node.id ? componentNameError(name, chart.namespace) : slashError(id));
  const selector = podSelector(chart, name);
  return { name, namespace: chart.namespace, selector, labels: { ...selector, ...chartLabels(chart, role) } };
}

/** Returns the labels that select the pods of a component of a chart. */
export function podSelector(chart: Chart, name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, [INSTANCE]: chart.node.id };
}

/** @throws if the component is not in a chart, so that its objects would not be written */
function findChart(component: IConstruct): Chart {
  const chart = component.node.scopes.reverse().find((scope) => Chart.isChart(scope));
  if (chart) return chart;
  throw new Error(`${component.node.path}: the component is not in a chart. Create it in a WebStack or another Chart.`);
}

const INSTANCE = 'app.kubernetes.io/instance';
const charts = new Registry<Chart>();

/** Returns the labels that all objects of a chart share, whether or not they belong to a component. */
export function chartLabels(chart: Chart, role: string): Record<string, string> {
  if (!charts.register(chart, chart.node.path, chart)) reportErrors(chart, ...chartErrors(chart));
  return {
    [INSTANCE]: chart.node.id,
    'app.kubernetes.io/component': role,
    'app.kubernetes.io/part-of': chart.node.id,
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}

/** Returns the component's path inside its chart, joined by `-`. */
export function componentName(component: IConstruct): string {
  const scopes = component.node.scopes;
  return scopes
    .slice(scopes.lastIndexOf(findChart(component)) + 1)
    .map((scope) => scope.node.id)
    .join('-');
}

function slashError(id: string): string {
  return `the id ${formatValue(id)} contains '/'. Create a Construct with the first part as its id, and the component inside it.`;
}

function chartErrors({ namespace, node, labels }: Chart): (string | undefined)[] {
  const namespaceErrors = namespaceName(namespace, 'the namespace').map((error) => `${error} ${OTHER_NAMESPACE}`);
  const idErrors = [labelValueError('the id of the chart', node.id, 'Choose another id')];
  return [...(namespaceErrors.length > 0 ? namespaceErrors : idErrors), ...noConsumerLabels(labels, 'labels')];
}

const OTHER_NAMESPACE = 'Set namespace, or choose another id.';
