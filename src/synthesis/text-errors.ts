// Errors of texts in the objects of components. A wrong text, such as an id, is in many of them, and is told once.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportedErrors } from '../checks/report';
import type { TextError } from '../manifests/text';

/** An object of a component, as far as it matters here. */
interface Holder {
  readonly component: IConstruct;
}

/** The objects that contain a wrong text, in each chart. A chart can be rendered alone. */
const holdersIn = new WeakMap<IConstruct, Map<string, Holder[]>>();

/** Reports errors of texts in an object: each text once in a chart, unless an error of a declaration already shows it. */
export function reportTextErrors(component: IConstruct, errors: readonly TextError[]): void {
  if (errors.length === 0) return;
  const chart = chartOf(component);
  const holders = holdersIn.get(chart) ?? new Map<string, Holder[]>();
  holdersIn.set(chart, holders);
  const holder = { component };
  for (const { text } of errors) if (text !== undefined) holders.set(text, [...(holders.get(text) ?? []), holder]);
  const isFirst = (text: string) => holders.get(text)!.find((each) => isInTree(each.component)) === holder;
  const validate = () => {
    const first = errors.filter(({ text }) => text === undefined || isFirst(text));
    const declared = first.length > 0 ? declaredIn(chart) : [];
    const own = first.filter(({ sign }) => sign === undefined || !declared.some((error) => error.includes(sign)));
    return [...new Map(own.map(({ message, text = message }) => [text, message])).values()];
  };
  component.node.addValidation({ validate });
}

function declaredIn(chart: IConstruct): string[] {
  const reported = reportedErrors(chart.node.root);
  return reported
    .filter(({ component }) => chartOf(component) === chart && isInTree(component))
    .map(({ error }) => error);
}

function chartOf(component: IConstruct): IConstruct {
  return component.node.scopes.reverse().find(Chart.isChart) ?? component.node.root;
}

/** Whether a construct was not removed: errors of removed ones are not told. */
function isInTree({ node: { scopes } }: IConstruct): boolean {
  return scopes.every((scope, index) => index === 0 || scopes[index - 1].node.tryFindChild(scope.node.id) === scope);
}
