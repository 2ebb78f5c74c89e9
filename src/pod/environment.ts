import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { secretTextErrors } from '../configuration/clear-text-errors';
import { objectKeyNamespaceErrors, type ConfigMapKey, type IObjectKey } from '../configuration/object-key';
import type { Target } from '../connections/connection-plan';
import type { ConsumedConnection } from '../connections/consumer';
import { escapeReferences, secretVariable } from '../connections/variable';
import { Platform } from '../platform/platform';
import { setNotSecret } from '../synthesis/clear-text';
import type { EnvironmentProps } from './environment-props';
import type { FileProps } from './files';
import { collectFiles } from './provided-files';
import { conflictErrors } from './variable-conflicts';

type EnvVar = Plain<k8s.EnvVar>;

/** A variable with its source: a property, or the name of a provider. */
interface SourcedVariable {
  readonly source: string;
  readonly variable: EnvVar;
}

/** The environment of a workload's container, and what its pods connect to. */
export interface Environment {
  /** The variables, without exact duplicates. */
  readonly variables: EnvVar[];
  /** Keys of the labels that mark the pods as consumers of their providers. */
  readonly consumerLabels: string[];
  /** The targets of the pods' traffic. */
  readonly targets: Target[];
  /** The files of the container, by path: its own, and those of its connections. */
  readonly files: Record<string, IObjectKey>;
  readonly errors: string[];
}

export function planEnvironment(
  component: IConstruct,
  props: EnvironmentProps & Pick<FileProps, 'files'>,
): Environment {
  const { uses = [], secrets = {}, config = {} } = props;
  const { namespace } = Chart.of(component);
  setNotSecret(component, props.notSecret);
  const connections = uses.map(({ connection }) => connection._consumedBy(component));
  const variables = collectVariables(props, connections);
  const { files, errors: fileErrors } = collectFiles(props.files, connections);
  const keys = [...Object.values(secrets), ...Object.values(config)];
  return {
    variables: variables.map(({ variable }) => variable),
    consumerLabels: connections.flatMap(({ consumerLabels }) => consumerLabels),
    files,
    targets: connections.map(({ target }) => target),
    errors: [
      ...connections.flatMap(({ errors }) => errors),
      ...duplicateErrors(variables),
      ...fileErrors,
      ...(Platform.of(component).disposable ? [] : secretTextErrors(props.env, 'env', props.notSecret)),
      ...keys.flatMap((key) => objectKeyNamespaceErrors(key, namespace)),
    ],
  };
}

/** Returns the variables of all sources. If two have the same name and value, only the first is kept. */
function collectVariables(props: EnvironmentProps, connections: ConsumedConnection[]): SourcedVariable[] {
  const { env = {}, secrets = {}, config = {} } = props;
  const all = [
    ...connections.flatMap(({ from, variables }) => withSource(from, variables)),
    ...withSource('secrets', renderEach(secrets, secretVariable)),
    ...withSource('config', renderEach(config, configMapVariable)),
    ...withSource('env', renderEach(env, literalVariable)),
  ];
  const firstByIdentity = new Map<string, SourcedVariable>();
  for (const one of all) {
    const identity = identify(one.variable);
    if (!firstByIdentity.has(identity)) firstByIdentity.set(identity, one);
  }
  return [...firstByIdentity.values()];
}

function withSource(source: string, variables: EnvVar[]): SourcedVariable[] {
  return variables.map((variable) => ({ source, variable }));
}

function renderEach<T>(values: Record<string, T>, render: (name: string, value: T) => EnvVar): EnvVar[] {
  return Object.entries(values).map(([name, value]) => render(name, value));
}

function literalVariable(name: string, value: string): EnvVar {
  return { name, value: escapeReferences(value) };
}

function configMapVariable(name: string, { objectName, key }: ConfigMapKey): EnvVar {
  return { name, valueFrom: { configMapKeyRef: { name: objectName, key } } };
}

/** Returns a text that differs if the name or the value of a variable differs. */
function identify({ name, value, valueFrom: { secretKeyRef, configMapKeyRef } = {} }: EnvVar): string {
  const keys = [secretKeyRef, configMapKeyRef].map((reference) => reference && [reference.name, reference.key]);
  return JSON.stringify([name, value, ...keys]);
}

function duplicateErrors(variables: SourcedVariable[]): string[] {
  const sourcesByName = new Map<string, string[]>();
  for (const { source, variable } of variables) {
    const sources = sourcesByName.get(variable.name) ?? [];
    sources.push(source);
    sourcesByName.set(variable.name, sources);
  }
  return conflictErrors(sourcesByName);
}
