import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { IProvider } from '../connections/connection';
import { keyMistakes, type ConfigMapKey, type IObjectKey } from '../configuration/object-key';
import type { Target } from '../connections/connection-parts';
import type { Given } from '../connections/consumer';
import { called, shown, textOnly } from '../checks/messages';
import { escaped, fromKey } from '../connections/variable';
import type { EnvironmentProps } from './environment-props';

type EnvVar = Plain<k8s.EnvVar>;

/** A variable, and who gives it: a property, or a provider. */
interface Sourced {
  readonly from: string;
  readonly variable: EnvVar;
}

/** What the container and its pod have from what a workload declares. */
export interface Environment {
  /** The same variable with the same value twice is one. */
  readonly variables: EnvVar[];
  /** Keys of the labels that mark the pod as one that uses its providers. */
  readonly consumerLabels: string[];
  /** Where the traffic goes. */
  readonly targets: Target[];
  readonly mistakes: string[];
}

export function environment(component: IConstruct, props: EnvironmentProps): Environment {
  const { uses = [] } = props;
  const { namespace } = Chart.of(component);
  const given = uses.filter(isProvider).map(({ connection }) => connection._given(component));
  const variables = sourced(props, given);
  return {
    variables: variables.map(({ variable }) => variable),
    consumerLabels: given.flatMap(({ consumerLabels }) => consumerLabels),
    targets: given.map(({ target }) => target),
    mistakes: [
      ...uses.filter((provider) => !isProvider(provider)).map(noProvider),
      ...given.flatMap(({ mistakes }) => mistakes),
      ...nameMistakes(variables),
      ...textOnly('env', props.env),
      ...keysOf(props).flatMap((key) => keyMistakes(key, namespace)),
    ],
  };
}

function sourced({ env = {}, secrets = {}, config = {} }: EnvironmentProps, given: Given[]): Sourced[] {
  const all = [
    ...given.flatMap((each) => from(each.from, each.variables)),
    ...from('secrets', entries(secrets, fromKey)),
    ...from('config', entries(config, fromConfigMap)),
    ...from(
      'env',
      entries(env, (name, value) => ({ name, value: escaped(value) })),
    ),
  ];
  return all.filter(({ variable }, index) => all.findIndex((other) => same(variable, other.variable)) === index);
}

function nameMistakes(variables: Sourced[]): string[] {
  const names = [...new Set(variables.map(({ variable }) => variable.name))];
  return [
    ...names.flatMap((name) =>
      sourcesMistake(
        name,
        variables.filter(({ variable }) => variable.name === name),
      ),
    ),
    ...names.filter((name) => typeof name !== 'string' || !/^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name)).map(noName),
  ];
}

function keysOf({ secrets = {}, config = {} }: EnvironmentProps): IObjectKey[] {
  return [...Object.values(secrets), ...Object.values(config)];
}

function from(source: string, variables: EnvVar[]): Sourced[] {
  return variables.map((variable) => ({ from: source, variable }));
}

function entries<T>(values: Record<string, T>, render: (name: string, value: T) => EnvVar): EnvVar[] {
  return Object.entries(values).map(([name, value]) => render(name, value));
}

function fromConfigMap(name: string, { objectName, key }: ConfigMapKey): EnvVar {
  return { name, valueFrom: { configMapKeyRef: { name: objectName, key } } };
}

function same(one: EnvVar, other: EnvVar): boolean {
  const [key, otherKey] = [one, other].map(({ valueFrom = {} }) => valueFrom.secretKeyRef ?? valueFrom.configMapKeyRef);
  const isSameKind = 'secretKeyRef' in (one.valueFrom ?? {}) === 'secretKeyRef' in (other.valueFrom ?? {});
  return (
    one.name === other.name &&
    one.value === other.value &&
    isSameKind &&
    key?.name === otherKey?.name &&
    key?.key === otherKey?.key
  );
}

function sourcesMistake(name: string, sources: Sourced[]): string[] {
  if (sources.length < 2) return [];
  const [first, ...others] = sources.map(({ from }) => from);
  const last = others[others.length - 1];
  const wayOut = PROPERTIES.includes(last)
    ? `leave it out of ${last}, or rename the other: connection.renamed({ ${name}: '…' })`
    : `rename one: in uses, .connection.prefixed('…') or .connection.renamed({ ${name}: '…' }) of ${last}`;
  return [`the variable ${name} has a value from ${[first, ...others].join(' and one from ')}; ${wayOut}`];
}

const PROPERTIES = ['secrets', 'config', 'env'];

function noName(name: string): string {
  return `${shown(name)} is no name for a variable; allowed are letters, digits, '_', '-' and '.', not beginning with a digit`;
}

/** From JavaScript anything can be passed. */
function isProvider(provider: IProvider | undefined): provider is IProvider {
  return typeof provider?.connection?._given === 'function';
}

function noProvider(provider: unknown): string {
  return `uses has ${called(provider)}, which has no connection; give the construct of a database, a client, a server or an external service`;
}
