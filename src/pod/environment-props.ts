import { inOrder, listOf, mapOf, ofType } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatVariable } from '../checks/messages';
import { variableKey } from '../checks/names';
import { mapLike } from '../checks/shapes';
import { notSecretNames } from '../configuration/clear-text-errors';
import { configMapKey, secretKey, type ConfigMapKey, type SecretKey } from '../configuration/object-key';
import type { IProvider } from '../connections/connection';
import { provider } from '../connections/provider';

/**
 * The environment variables of a program.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface EnvironmentProps {
  /**
   * The providers that the program connects to: databases, services, other servers. Each sets its variables.
   * @default - none
   */
  readonly uses?: IProvider[];
  /**
   * Variables with their values. The program gets exactly this text: Kubernetes does not expand `$(NAME)` in it. Passwords
   * and tokens are rejected unless the platform is disposable: set them in `secrets`.
   * @default - none
   */
  readonly env?: Record<string, string>;
  /**
   * Variables, each with the value of a key of a Secret.
   * @default - none
   */
  readonly secrets?: Record<string, SecretKey>;
  /**
   * Variables, each with the value of a key of a ConfigMap.
   * @default - none
   */
  readonly config?: Record<string, ConfigMapKey>;
  /**
   * Names of variables and arguments whose values are no secrets, although their names look like it.
   * @default - none
   */
  readonly notSecret?: string[];
}

const DECLARE_FIRST =
  "Declare the provider before this component, or refer to a server that is declared later by Server.byName(stack, 'id')";
const quotedText = ofType((value) => typeof value === 'string', 'text, in quotes');

export const ENVIRONMENT_CHECKS: Checks<EnvironmentProps> = {
  uses: listOf(provider, 'providers', DECLARE_FIRST),
  env: inOrder(mapLike('texts', "{ LEVEL: 'info' }"), mapOf(quotedText, 'texts', variableKey, formatVariable)),
  secrets: inOrder(
    mapLike('keys of Secrets', "{ TOKEN: SecretKey.of('mail', 'TOKEN') }"),
    mapOf(secretKey, 'keys of Secrets', variableKey, formatVariable),
  ),
  config: inOrder(
    mapLike('keys of ConfigMaps', "{ LEVEL: settings.key('level') }"),
    mapOf(configMapKey, 'keys of ConfigMaps', variableKey, formatVariable),
  ),
  notSecret: notSecretNames,
};
