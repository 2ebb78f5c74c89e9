import type { k8s, Plain } from '../../imports/k8s';
import type { ConfigMapKey, SecretKey } from '../configuration/object-key';
import type { IProvider } from '../wiring/connection';
import { shown } from '../wiring/mistake';
import { escaped, fromKey } from '../wiring/variable';

/** What a program finds in its environment. */
export interface EnvironmentProps {
  /**
   * The providers that the program talks to: databases, services, other servers. Each gives its variables.
   * @default - none
   */
  readonly uses?: IProvider[];
  /**
   * Variables with their values. They reach the program exactly as they are written; `$(NAME)` is no reference.
   * @default - none
   */
  readonly env?: Record<string, string>;
  /**
   * Variables, each from a key of a Secret.
   * @default - none
   */
  readonly secrets?: Record<string, SecretKey>;
  /**
   * Variables, each from a key of a ConfigMap.
   * @default - none
   */
  readonly config?: Record<string, ConfigMapKey>;
}

type EnvVar = Plain<k8s.EnvVar>;

/** The container's variables, for a pod in a namespace. The same variable with the same value twice is one. */
export function environment(props: EnvironmentProps, namespace?: string): EnvVar[] {
  const all = [
    ...(props.uses ?? []).flatMap(({ connection }) => connection._environment(namespace)),
    ...Object.entries(props.secrets ?? {}).map(([name, key]) => fromKey(name, key)),
    ...Object.entries(props.config ?? {}).map(([name, { objectName, key }]) => ({
      name,
      valueFrom: { configMapKeyRef: { name: objectName, key } },
    })),
    ...Object.entries(props.env ?? {}).map(([name, value]) => ({ name, value: escaped(value) })),
  ];
  return all.filter((each, index) => all.findIndex((other) => same(each, other)) === index);
}

/** What is wrong with the variables of a container. */
export function environmentMistakes(props: EnvironmentProps, variables: EnvVar[]): string[] {
  const names = variables.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const unusable = names.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  return [
    ...(props.uses ?? []).flatMap(({ connection }) => connection._mistakes()),
    ...[...twice].map(
      (name) =>
        `the variable ${name} has two values; rename one: connection.renamed({ ${name}: '…' }) or .prefixed('…')`,
    ),
    ...unusable.map(
      (name) =>
        `${shown(name)} is no name for a variable; allowed are letters, digits and '_', not beginning with a digit`,
    ),
  ];
}

/** The labels that admit the pod to what it uses. */
export function consumerLabels({ uses = [] }: EnvironmentProps): Record<string, string> {
  return Object.assign({}, ...uses.map(({ connection }) => connection._consumerLabels()));
}

function same(one: EnvVar, other: EnvVar): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
