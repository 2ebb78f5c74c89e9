// Random variables of connections.
import type { ConnectionOptions, VariableOptions } from 'cdk8s-webstack';
import { secretKeyWithNamespace } from './keys';
import type { Scene } from './scene';
import { notSecret, path, variableName, variables } from './values';

export function connectionOptions(scene: Scene): ConnectionOptions {
  const { draw } = scene;
  const hostVariable = draw.at('ConnectionOptions.hostVariable', variableName(draw));
  const portVariable = draw.at('ConnectionOptions.portVariable', variableName(draw));
  return { hostVariable, portVariable, ...moreVariables(scene) };
}

/** Variables besides host and port, and a URL of all of them. */
export function moreVariables(scene: Scene): Partial<VariableOptions> {
  const { draw } = scene;
  const name = () => variableName(draw);
  const options = draw.group<VariableOptions>('VariableOptions', {
    variables: () => variables(draw, 'VariableOptions.variables'),
    files: () =>
      draw.map(
        'VariableOptions.files',
        1,
        () => path(draw),
        () => secretKeyWithNamespace(scene),
      ),
    notSecret: () => notSecret(draw, 'VariableOptions'),
    secrets: () => draw.map('VariableOptions.secrets', 2, name, () => secretKeyWithNamespace(scene)),
  });
  const names = [...Object.keys(options.variables ?? {}), ...Object.keys(options.secrets ?? {})];
  const references = () => (draw.boolean() ? names : []).map((variable) => `$(${variable})`);
  const url = () => `${draw.word()}://${references().join(':')}@$HOST/%20`;
  return { ...options, ...draw.group<VariableOptions>('VariableOptions', { url }) };
}

/** Returns the variables that consumers get. */
export function variablesOf(options: ConnectionOptions) {
  const { hostVariable, portVariable, variables: texts, secrets, url } = options;
  const names = [hostVariable, portVariable, ...Object.keys(texts ?? {}), ...Object.keys(secrets ?? {})];
  return { hostVariable, portVariable, variables: names, hasUrl: url !== undefined };
}
