import { type ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { boolean, withMember } from './checks/check';
import { validate, type Checks } from './checks/declaration';
import { podLabels } from './checks/labels';
import { formatValue } from './checks/messages';
import { namespaceName } from './checks/names';
import { reportErrors } from './checks/report';
import { chartLabels } from './identity/identity';
import { createNamespaceObject } from './kubernetes/namespace';
import { manifestTextErrors } from './manifests/text';
import { renderChart, watchSynthesis } from './synthesis/synthesis';
import { Platform } from './platform/platform';
import { podDefaults, setPodDefaults, type PodDefaults } from './pod/pod-defaults';

/** Properties that all components of a stack share. */
export interface WebStackProps {
  /**
   * The cluster that the manifests are for.
   * @default Platform.generic()
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/platforms.md
   */
  readonly platform?: Platform;
  /**
   * The namespace of all objects.
   * @default - the stack's id
   */
  readonly namespace?: string;
  /**
   * Whether the stack creates the Namespace. Set it to false if the Namespace already exists or belongs to another stack.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Labels of all objects and pods.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Settings of all pods: pull secrets, tolerations, and more.
   * @default - nothing
   */
  readonly podDefaults?: PodDefaults;
}

const WEB_STACK_CHECKS: Checks<WebStackProps> = {
  platform: withMember('applyTo', 'a Platform, such as Platform.minikube()'),
  namespace: namespaceName,
  createNamespace: boolean,
  labels: podLabels,
  podDefaults,
};

/**
 * A web application: a chart with a namespace.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack
 */
export class WebStack extends Chart {
  /** The Namespace, if the stack creates it. */
  public readonly namespaceObject?: ApiObject;

  constructor(scope: Construct, id: string, props: WebStackProps = {}) {
    const { props: declaration, errors } = validate(props, WEB_STACK_CHECKS, { allowUnknown: new.target !== WebStack });
    const { namespace = id, labels, platform, podDefaults: defaults, createNamespace = true } = declaration;
    super(scope, id, { namespace, labels, disableResourceNameHashes: true });
    watchSynthesis(this);
    platform?.applyTo(this);
    if (defaults !== undefined) setPodDefaults(this, defaults);
    reportErrors(this, ...errors, placementError(this), ...manifestTextErrors(labels, 'labels'));
    if (createNamespace) {
      reportErrors(this, systemNamespaceError(namespace));
      this.namespaceObject = renderNamespace(this, namespace);
    }
  }

  /** Returns the manifests of the stack. Errors of other charts are reported when the whole app is synthesized. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of Chart.toJson
  public override toJson(): any[] {
    return renderChart(this) ?? super.toJson();
  }
}

function renderNamespace(stack: Chart, name: string): ApiObject {
  const labels = { 'app.kubernetes.io/name': stack.node.id, ...chartLabels(stack, 'namespace') };
  return createNamespaceObject(stack, { name, labels }, Platform.of(stack).kubernetesVersion);
}

/** Pods of the cluster's own namespaces do not meet `restricted`, and must be able to start. */
function systemNamespaceError(name: string): string | undefined {
  if (name !== 'default' && !name.startsWith('kube-')) return undefined;
  return `the namespace ${formatValue(name)} belongs to the cluster. Choose another one, or set createNamespace: false.`;
}

function placementError({ node: { scope } }: WebStack): string | undefined {
  if (scope instanceof App) return undefined;
  if (isApp(scope)) {
    return (
      'the App belongs to another copy of cdk8s than this library. Install one copy of cdk8s and one of constructs: ' +
      '"npm ls cdk8s constructs" shows which packages depend on another version.'
    );
  }
  return 'the stack is not directly in an App. Put it there, and group its components in plain Constructs inside it.';
}

/** Whether a construct has what an App of any copy of cdk8s has. */
function isApp(scope: object | undefined): boolean {
  return scope !== undefined && 'outdir' in scope && 'synth' in scope;
}
