import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { namespace } from './kubernetes/namespace';
import { textMistakes } from './manifests/text';
import { Platform } from './platform/platform';
import { setPodDefaults, type PodDefaults } from './pod/pod-defaults';
import { chartLabels } from './identity/identity';
import { labelsMistakes } from './checks/labels';
import { checked, flag, made, recordOf, text } from './checks/check';
import { report, shown } from './checks/messages';
import { shaped, type Shape } from './checks/declaration';

/** What all components of a stack share. */
export interface WebStackProps {
  /**
   * The kind of cluster.
   * @default Platform.generic()
   */
  readonly platform?: Platform;
  /**
   * The namespace of all objects.
   * @default - named as the stack
   */
  readonly namespace?: string;
  /**
   * Whether the Namespace is part of the stack. Set it to false where it is there already, or is another stack's.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Labels of all objects and pods.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * What all pods share: pull secrets, tolerations, and more.
   * @default - nothing
   */
  readonly podDefaults?: PodDefaults;
}

const WEB_STACK: Shape<WebStackProps> = {
  platform: made('applyTo', 'a Platform, such as Platform.minikube()'),
  namespace: text,
  createNamespace: flag,
  labels: recordOf(checked, 'labels'),
  podDefaults: checked,
};

/** Pods of the cluster's own namespaces are not restricted, and have to start. */
function clustersOwnMistake(name: string): string | undefined {
  if (name !== 'default' && !name.startsWith('kube-')) return undefined;
  return `the namespace ${shown(name)} is the cluster's own; choose another one, or set createNamespace: false`;
}

function namespaceOf(stack: Chart, name: string): ApiObject {
  const labels = { 'app.kubernetes.io/name': stack.node.id, ...chartLabels(stack, 'namespace') };
  return namespace(stack, { name, labels }, Platform.of(stack).kubernetesVersion);
}

/** A web application: a chart with a namespace. */
export class WebStack extends Chart {
  /** The Namespace, where it is part of the stack. */
  public readonly namespaceObject?: ApiObject;

  constructor(scope: Construct, id: string, props: WebStackProps = {}) {
    const { props: declaration, mistakes } = shaped(props, WEB_STACK, { more: new.target !== WebStack });
    const { namespace: name = id, labels, platform, podDefaults, createNamespace = true } = declaration;
    super(scope, id, { namespace: name, labels, disableResourceNameHashes: true });
    platform?.applyTo(this);
    if (podDefaults !== undefined) setPodDefaults(this, podDefaults);
    report(
      this,
      ...mistakes,
      placeMistake(this),
      ...labelsMistakes('labels', labels),
      ...textMistakes(labels, 'labels'),
    );
    if (createNamespace) {
      report(this, clustersOwnMistake(name));
      this.namespaceObject = namespaceOf(this, name);
    }
  }

  /** The manifests of the stack. What is wrong with other charts is said where the whole app is synthesized. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what Chart says
  public override toJson(): any[] {
    return ownManifests(this) ?? super.toJson();
  }
}

/**
 * What core would give, without a walk over the whole app for each of its charts: of a thousand stacks, those walks are
 * four fifths of the time. Undefined where more than the order of declaration counts, or something is wrong.
 */
function ownManifests(stack: WebStack): object[] | undefined {
  const constructs = stack.node.findAll();
  const isPlain = constructs.every(
    (each) =>
      each.node.dependencies.length === 0 &&
      each.node.validate().length === 0 &&
      (each === stack || !Chart.isChart(each)),
  );
  return isPlain
    ? constructs.filter((each) => ApiObject.isApiObject(each)).map((object) => object.toJson())
    : undefined;
}

function placeMistake(stack: WebStack): string | undefined {
  if (stack.node.scope instanceof App) return undefined;
  return 'the stack is not directly in an App; put it there, and group its components in plain Constructs inside it';
}
