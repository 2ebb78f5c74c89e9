// Positional parameters of static methods. Messages name them like `the path of Health.http`; options like
// `Health.http.port`.
import { runCheck, type Check } from './check';

/** A parameter after its check. */
export interface Parameter<T> {
  /** The value, or what stands in for a rejected one. */
  readonly value: T;
  readonly errors: string[];
}

/** Checks a parameter. A stand-in replaces a rejected value, so that objects can be created. */
export function validateParameter<T>(value: T, property: string, check: Check, standIn: T): Parameter<T> {
  const errors = runCheck(check, value, property);
  return { value: errors.length > 0 ? standIn : value, errors };
}

/** Values that stand in for rejected ones. Synthesis stops before it writes them. */
export const STAND_IN = {
  host: 'unknown.invalid',
  port: 1,
  name: 'unknown',
  cidr: '192.0.2.0/32',
  hostVariable: 'HOST',
  portVariable: 'PORT',
} as const;
