import type { IConstruct } from 'constructs';
import type { Loss } from '../manifests/loss';

/** A finding, and the construct that it is about. */
export interface LocatedFinding extends Loss {
  readonly construct: IConstruct;
}
