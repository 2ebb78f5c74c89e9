import type { IConstruct } from 'constructs';
import { objectNameMistake } from '../checks/names';
import { grantsMistakes } from '../connections/consumer-label';
import { annotationsMistakes, labelsMistakes } from '../checks/labels';
import { checked, group, listOf, recordOf, text } from '../checks/check';
import { report, shown } from '../checks/messages';
import { repeated } from '../checks/repeated';
import { shaped, type Shape } from '../checks/declaration';
import { digestsMistakes, watchDigests } from './digests';
import { tolerationsMistakes } from './tolerations';

/** What all pods of a stack share. */
export interface PodDefaults {
  /**
   * More labels of pods.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of pods.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * The names of the Secrets that images are pulled with.
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly imagePullSecrets?: string[];
  /**
   * The labels of the nodes that pods may run on.
   * @default - any node
   */
  readonly nodeSelector?: Record<string, string>;
  /**
   * The taints of nodes that pods put up with.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * The PriorityClass of pods.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * The digests of images, by their names: `{ 'redis:8': 'sha256:…' }`. What is run is then what was tested, whatever
   * becomes of the tag.
   * @default - none: images are run as they are named
   */
  readonly digests?: Record<string, string>;
}

/**
 * A taint that pods put up with.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The taint's key.
   * @default - every taint
   */
  readonly key?: string;
  /**
   * The taint's value.
   * @default - any value
   */
  readonly value?: string;
  /**
   * The taint's effect: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - all effects
   */
  readonly effect?: string;
  /**
   * How many seconds a pod stays after a `NoExecute` taint has come.
   * @default - for ever
   */
  readonly tolerationSeconds?: number;
}

const KEY = 'cdk8s-webstack/pod-defaults';

function twice(property: string, names: string[]): string[] {
  return repeated(names).map((name) => `${property} has ${shown(name)} twice; leave one out`);
}

const TOLERATION: Shape<Toleration> = { key: text, value: text, effect: text, tolerationSeconds: checked };
export const POD_DEFAULTS: Shape<PodDefaults> = {
  labels: recordOf(checked, 'labels'),
  annotations: recordOf(checked, 'annotations'),
  imagePullSecrets: listOf(text, 'names'),
  nodeSelector: recordOf(checked, 'labels'),
  tolerations: listOf(group(TOLERATION), 'tolerations'),
  priorityClassName: text,
  digests: recordOf(text, 'digests'),
};

export function setPodDefaults(scope: IConstruct, given: PodDefaults): void {
  const { props, mistakes } = shaped(given, POD_DEFAULTS, { of: 'podDefaults' });
  report(scope, ...mistakes, ...mistakesOf(props));
  scope.node.setContext(KEY, props);
  watchDigests(scope, props.digests);
}

export function podDefaultsOf(scope: IConstruct): PodDefaults {
  return scope.node.tryGetContext(KEY) ?? {};
}

function mistakesOf(defaults: PodDefaults): (string | undefined)[] {
  const { labels, annotations, nodeSelector, imagePullSecrets = [], priorityClassName } = defaults;
  return [
    ...labelsMistakes('podDefaults.labels', labels),
    ...grantsMistakes('podDefaults.labels', labels),
    ...annotationsMistakes('podDefaults.annotations', annotations),
    ...labelsMistakes('podDefaults.nodeSelector', nodeSelector),
    ...imagePullSecrets.map((name) => objectNameMistake('Secret', name)),
    ...twice('podDefaults.imagePullSecrets', imagePullSecrets),
    priorityClassName === undefined ? undefined : objectNameMistake('PriorityClass', priorityClassName),
    ...tolerationsMistakes(defaults),
    ...digestsMistakes(defaults.digests),
  ];
}
