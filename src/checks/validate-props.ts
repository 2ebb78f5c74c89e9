import { Construct, type IConstruct } from 'constructs';
import { validate, type Checks, type Rule } from './declaration';
import { reportErrors } from './report';

export interface ValidatePropsOptions<Props> {
  /**
   * A rule about several properties.
   * @default - none
   */
  readonly rule?: Rule<Props>;
  /**
   * The class that the library's own component extends.
   * @default Construct
   */
  readonly base?: unknown;
}

/**
 * Returns the valid properties of a component's declaration, and reports the errors of the others.
 * A class derived from one of the library's may have more properties.
 */
export function validateProps<Props extends object>(
  component: IConstruct,
  declaration: Props,
  checks: Checks<Props>,
  { rule, base = Construct }: ValidatePropsOptions<Props> = {},
): Props {
  const allowUnknown = Object.getPrototypeOf(component.constructor) !== base;
  const { props, errors } = validate(declaration, checks, { allowUnknown, rule });
  reportErrors(component, ...errors);
  return props;
}
