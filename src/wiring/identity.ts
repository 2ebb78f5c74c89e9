// What a component is called, and the labels that follow from it.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report, shown } from './mistake';

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
 * @param role what the component is to the application, for example `database`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function identify(component: IConstruct, role: string): Identity {
  const chart = Chart.of(component);
  const name = objectName(component);
  report(component, nameMistake(name));
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': chart.node.id };
  return { name, namespace: chart.namespace, selector, labels: { ...selector, ...commonLabels(chart, role) } };
}

/** The labels that objects of a chart share whether or not they belong to a pod. */
export function commonLabels(chart: Chart, role: string): Record<string, string> {
  return {
    'app.kubernetes.io/component': role,
    'app.kubernetes.io/part-of': chart.node.id,
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}

/** The component's path inside its chart, joined by `-`: what is written is what is deployed. */
export function objectName(component: IConstruct): string {
  const scopes = component.node.scopes;
  return scopes
    .slice(scopes.lastIndexOf(Chart.of(component)) + 1)
    .map((scope) => scope.node.id)
    .join('-');
}

/** What is wrong with a name that becomes a Service, a label value and a volume. */
export function nameMistake(name: string): string | undefined {
  if (/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return undefined;
  return (
    `the name ${shown(name)} is none that Kubernetes takes for a Service: at most 63 lower-case letters, digits and ` +
    "'-', beginning with a letter and not ending with '-'; choose another id"
  );
}
