import { type ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { boolean, withMember } from './checks/check';
import { validate, type Checks, type Rule } from './checks/declaration';
import { podLabels } from './checks/labels';
import { namespaceName } from './checks/names';
import { checkedId } from './checks/placement';
import { reportErrors } from './checks/report';
import { findTextErrors } from './manifests/text';
import { createStackNamespace } from './network/stack-namespace';
import type { Platform } from './platform/platform';
import { podDefaults, setPodDefaults, type PodDefaults } from './pod/pod-defaults';
import { renderChart, watchSynthesis } from './synthesis/synthesis';
import { reportTextErrors } from './synthesis/text-errors';

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
   * Whether the namespace denies by default: pods that are not the library's connect to nothing and accept no
   * connections, except for consumers and solvers, and mount no token of the ServiceAccount `default`.
   * @default - true if the stack creates the Namespace; another namespace is left alone
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/network-policies.md
   */
  readonly isolated?: boolean;
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
  isolated: boolean,
  labels: podLabels,
  podDefaults,
};

/** Of a namespace that the stack does not create, others decide what it denies. */
const isolationRule: Rule<WebStackProps> = ({ createNamespace = true, isolated }) => [
  isolated === true && !createNamespace
    ? 'isolated is true, but createNamespace is false; allowed: false (only a namespace that the stack creates is isolated). Remove isolated.'
    : undefined,
];

/**
 * A web application: a chart with a namespace.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack
 */
export class WebStack extends Chart {
  /** The Namespace, if the stack creates it. */
  public readonly namespaceObject?: ApiObject;
  /** The ServiceAccount `default`, whose token no pod mounts, if the namespace is isolated. */
  public readonly serviceAccount?: ApiObject;
  /** The NetworkPolicies of the namespace by their names, if it is isolated. Components add theirs. */
  public readonly networkPolicies: Record<string, ApiObject>;

  constructor(scope: Construct, id: string, props: WebStackProps = {}) {
    const { props: declaration, errors } = validate(props, WEB_STACK_CHECKS, {
      allowUnknown: new.target !== WebStack,
      rule: isolationRule,
    });
    const { namespace = id, labels, platform, podDefaults: defaults } = declaration;
    const { createNamespace = true, isolated = true } = declaration;
    super(scope, checkedId(scope, id, new.target.name), { namespace, labels, disableResourceNameHashes: true });
    watchSynthesis(this);
    platform?.applyTo(this);
    if (defaults !== undefined) setPodDefaults(this, defaults);
    reportErrors(this, ...errors, placementError(this));
    reportTextErrors(this, findTextErrors(labels, 'labels'));
    const objects = createNamespace ? createStackNamespace(this, namespace, isolated) : undefined;
    this.namespaceObject = objects?.namespaceObject;
    this.serviceAccount = objects?.serviceAccount;
    this.networkPolicies = objects?.networkPolicies ?? {};
  }

  /** Returns the manifests of the stack. Errors of other charts are reported when the whole app is synthesized. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of Chart.toJson
  public override toJson(): any[] {
    return renderChart(this) ?? super.toJson();
  }
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
