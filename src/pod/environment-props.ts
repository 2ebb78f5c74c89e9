import { CONFIG_MAP_KEY, SECRET_KEY, type ConfigMapKey, type SecretKey } from '../configuration/object-key';
import type { IProvider } from '../connections/connection';
import { checked, listOf, recordOf } from '../checks/check';
import type { Shape } from '../checks/declaration';

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

export const ENVIRONMENT: Shape<EnvironmentProps> = {
  uses: listOf(checked, 'providers'),
  env: recordOf(checked, 'texts'),
  secrets: recordOf(SECRET_KEY, 'keys of Secrets'),
  config: recordOf(CONFIG_MAP_KEY, 'keys of ConfigMaps'),
};
