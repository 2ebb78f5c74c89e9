// Random variables of connections.
import type { ConnectionOptions } from 'cdk8s-webstack';
import { secretKeyWithNamespace } from './keys';
import type { Scene } from './scene';
import { variableName, variables } from './values';

export function connectionOptions(scene: Scene): ConnectionOptions {
  const { draw } = scene;
  const hostVariable = draw.at('ConnectionOptions.hostVariable', variableName(draw));
  const portVariable = draw.at('ConnectionOptions.portVariable', variableName(draw));
  return { hostVariable, portVariable, ...moreVariables(scene, 'ConnectionOptions') };
}

/** Variables besides host and port, and a URL of all of them. */
export function moreVariables(
  scene: Scene,
  type: string,
): Partial<Pick<ConnectionOptions, 'variables' | 'secrets' | 'url'>> {
  const { draw } = scene;
  const name = () => variableName(draw);
  const options = draw.group<ConnectionOptions>(type, {
    variables: () => variables(draw, `${type}.variables`),
    secrets: () => draw.map(`${type}.secrets`, 2, name, () => secretKeyWithNamespace(scene)),
  });
  const names = [...Object.keys(options.variables ?? {}), ...Object.keys(options.secrets ?? {})];
  const references = () => (draw.boolean() ? names : []).map((variable) => `$(${variable})`);
  const url = () => `${draw.word()}://${references().join(':')}@$HOST/%20`;
  return { ...options, ...draw.group<ConnectionOptions>(type, { url }) };
}

/** Returns the variables that consumers get. */
export function variablesOf(options: ConnectionOptions) {
  const { hostVariable, portVariable, variables: texts, secrets, url } = options;
  const names = [hostVariable, portVariable, ...Object.keys(texts ?? {}), ...Object.keys(secrets ?? {})];
  return { hostVariable, portVariable, variables: names, hasUrl: url !== undefined };
}
