// What a component is called, and the labels that follow from it.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { grantsMistakes } from '../connections/consumer-label';
import { report, shown } from '../checks/messages';
import { isLabel, isLabelValue, nameMistake } from '../checks/names';
import { Registry } from './registry';

/** Names and labels of one component. */
export interface Identity {
  /** The name of the component's objects: its path inside the chart, joined by `-`. */
  readonly name: string;
  readonly namespace?: string;
  /** What selects the component's pods. Never changes once it is deployed. */
  readonly selector: Record<string, string>;
  /** The recommended labels of Kubernetes, on every object of the component. */
  readonly labels: Record<string, string>;
}

/**
 * Says what a component is called, and reports a name that Kubernetes refuses.
 * @param id as it was written: constructs puts `--` in place of a `/`
 * @param role what the component is to the application, for example `database`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function identify(component: IConstruct, id: string, role: string): Identity {
  const chart = chartOf(component);
  const name = objectName(component);
  report(component, id === component.node.id ? nameMistake(name) : slashMistake(id));
  const selector = selectorOf(chart, name);
  return { name, namespace: chart.namespace, selector, labels: { ...selector, ...chartLabels(chart, role) } };
}

/** What selects the pods of a component of a chart. */
export function selectorOf(chart: Chart, name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, [INSTANCE]: chart.node.id };
}

/** @throws where a component is in no chart, so that no object can exist */
function chartOf(component: IConstruct): Chart {
  const chart = component.node.scopes.reverse().find((scope) => Chart.isChart(scope));
  if (chart) return chart;
  throw new Error(`${component.node.path}: is in no chart; put it into a WebStack, or into another Chart`);
}

const INSTANCE = 'app.kubernetes.io/instance';
const charts = new Registry<Chart>();

/** The labels that objects of a chart share whether or not they belong to a component. */
export function chartLabels(chart: Chart, role: string): Record<string, string> {
  if (!charts.other(chart, chart.node.path, chart))
    report(chart, namespaceMistake(chart) ?? instanceMistake(chart.node.id), ...grantsMistakes('labels', chart.labels));
  return {
    [INSTANCE]: chart.node.id,
    'app.kubernetes.io/component': role,
    'app.kubernetes.io/part-of': chart.node.id,
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}

/** The component's path inside its chart, joined by `-`: what is written is what is deployed. */
export function objectName(component: IConstruct): string {
  const scopes = component.node.scopes;
  return scopes
    .slice(scopes.lastIndexOf(chartOf(component)) + 1)
    .map((scope) => scope.node.id)
    .join('-');
}

function slashMistake(id: string): string {
  return `the id ${shown(id)} has a '/'; put the component into a Construct of the first name, with the second one as its id`;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
function namespaceMistake({ namespace }: Chart): string | undefined {
  if (namespace === undefined || isLabel(namespace)) return undefined;
  return (
    `the namespace ${shown(namespace)} is none that Kubernetes takes; allowed are at most 63 of a-z, 0-9 and '-', not ` +
    "beginning or ending with '-'; set namespace, or choose another id"
  );
}

/** What is wrong with a chart's id as the value of a label. */
function instanceMistake(id: string): string | undefined {
  if (isLabelValue(id)) return undefined;
  return (
    `the id ${shown(id)} of the chart is none that a label can hold; allowed are at most 63 letters, digits, '-', '_' and ` +
    "'.', beginning and ending with a letter or digit; choose another id"
  );
}
