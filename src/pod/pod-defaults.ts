import type { IConstruct } from 'constructs';
import { inOrder, listOf } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { distinct } from '../checks/duplicates';
import { annotations, podLabels } from '../checks/labels';
import { objectName } from '../checks/names';
import { objectLike } from '../checks/shapes';
import { digests, watchDigests } from './digests';
import { scheduling, type Scheduling } from './scheduling';

/**
 * Settings of all pods of a stack.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface PodDefaults {
  /**
   * Additional labels of pods.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of pods.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * The names of the Secrets with the credentials of image registries.
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly imagePullSecrets?: string[];
  /**
   * The nodes that pods may run on, and their priority. The `scheduling` of a component replaces its properties one by
   * one.
   * @default - any node, the cluster's default priority
   */
  readonly scheduling?: Scheduling;
  /**
   * The digests of images, by image: `{ 'redis:8': 'sha256:…' }`. The cluster then runs exactly the images that you
   * tested, even if a tag moves.
   * @default - none: the cluster resolves the tags
   */
  readonly digests?: Record<string, string>;
}

const KEY = 'cdk8s-webstack/pod-defaults';

const POD_DEFAULTS_CHECKS: Checks<PodDefaults> = {
  labels: podLabels,
  annotations,
  imagePullSecrets: inOrder(listOf(objectName('Secret'), 'names of Secrets'), distinct),
  scheduling,
  digests,
};

/** Accepts the defaults of pods. */
export const podDefaults = inOrder(objectLike("{ imagePullSecrets: ['registry'] }"), group(POD_DEFAULTS_CHECKS));

/** Sets the defaults of all pods below a construct. */
export function setPodDefaults(scope: IConstruct, defaults: PodDefaults): void {
  scope.node.setContext(KEY, structuredClone(defaults)); // later changes by the caller have no effect
  watchDigests(scope, defaults.digests);
}

export function podDefaultsOf(scope: IConstruct): PodDefaults {
  return scope.node.tryGetContext(KEY) ?? {};
}
