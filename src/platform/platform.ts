import type { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import { validate } from '../checks/declaration';
import { assertConstruct } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { setDisposable } from '../synthesis/clear-text';
import { eks } from './eks';
import { gke } from './gke';
import { kind } from './kind';
import { minikube } from './minikube';
import type { Peer } from './peer';
import { PLATFORM_CHECKS } from './platform-checks';
import { CLUSTER_DNS, INGRESS_NGINX_PODS } from './platform-peers';
import type { PlatformProps } from './platform-props';

const CONTEXT_KEY = 'cdk8s-webstack/platform';

/**
 * A kind of cluster. Set it once, on the stack; every component below finds it there.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/platforms.md
 */
export class Platform {
  /** minikube with its `ingress` addon: class `standard`, Kubernetes 1.30 or later, disposable. */
  public static minikube(overrides: PlatformProps = {}): Platform {
    return new Platform('minikube', overrides, minikube);
  }

  /** kind with ingress-nginx: class `standard`, Kubernetes 1.30 or later, disposable. */
  public static kind(overrides: PlatformProps = {}): Platform {
    return new Platform('kind', overrides, kind);
  }

  /**
   * Amazon EKS with the EBS CSI driver, Kubernetes 1.30 or later. Create the storage class `gp3`, which EKS does not
   * include, with the provisioner `ebs.csi.aws.com` (Auto Mode: `ebs.csi.eks.amazonaws.com`).
   * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
   */
  public static eks(overrides: PlatformProps = {}): Platform {
    return new Platform('eks', overrides, eks);
  }

  /**
   * Google GKE: class `standard-rwo`, Kubernetes 1.30 or later.
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes
   */
  public static gke(overrides: PlatformProps = {}): Platform {
    return new Platform('gke', overrides, gke);
  }

  /** Any conformant cluster: its default storage class, Kubernetes 1.27 or later. */
  public static generic(overrides: PlatformProps = {}): Platform {
    return new Platform('generic', overrides);
  }

  /** Returns the platform of the stack of a construct; the generic one if none is set. */
  public static of(scope: IConstruct): Platform {
    assertConstruct(scope, 'Platform.of');
    return scope.node.tryGetContext(CONTEXT_KEY) ?? Platform.generic();
  }

  /** The storage class of claims; undefined for the cluster's default. */
  public readonly storageClass?: string;
  /** The access mode of claims with one writer. */
  public readonly accessMode: PersistentVolumeAccessMode;
  /** The ingress class of routes. */
  public readonly ingressClass: string;
  /** The peers whose requests routes allow. */
  public readonly ingressController: Peer[];
  /** The peers that resolve names. */
  public readonly dns: Peer[];
  /** The image pull policy; undefined for the default of Kubernetes. */
  public readonly imagePullPolicy?: ImagePullPolicy;
  /** The lowest Kubernetes version. */
  public readonly kubernetesVersion: string;
  /** Whether the cluster is disposable. */
  public readonly disposable: boolean;

  /**
   * The errors of its declaration.
   * @internal
   */
  public readonly _errors: string[];

  private constructor(method: string, declaration: PlatformProps, defaults: PlatformProps = {}) {
    const { props: overrides, errors } = validate(declaration, PLATFORM_CHECKS, { of: `Platform.${method}` });
    const defined = Object.entries(overrides).filter(([, value]) => value !== undefined);
    const props: PlatformProps = { ...defaults, ...Object.fromEntries(defined) };
    this.storageClass = props.storageClass;
    this.accessMode = props.accessMode ?? ('ReadWriteOnce' as PersistentVolumeAccessMode);
    this.ingressClass = props.ingressClass ?? 'nginx';
    this.ingressController = Object.freeze([...(props.ingressController ?? INGRESS_NGINX_PODS)]) as Peer[];
    this.dns = Object.freeze([...(props.dns ?? CLUSTER_DNS)]) as Peer[];
    this.imagePullPolicy = props.imagePullPolicy;
    this.kubernetesVersion = props.kubernetesVersion ?? '1.27';
    this.disposable = props.disposable ?? false;
    this._errors = errors;
  }

  /**
   * Sets the platform of everything below a construct. Use it for charts of other classes than WebStack.
   * @throws if the construct already has children: they use another platform
   */
  public applyTo(scope: IConstruct): void {
    assertConstruct(scope, 'Platform.applyTo');
    if (scope.node.children.length > 0) {
      const path = scope.node.path || 'the App';
      throw new Error(
        `${path}: already has components, which found another platform. Apply the platform before them, or pass it to a WebStack.`,
      );
    }
    reportErrors(scope, ...this._errors);
    scope.node.setContext(CONTEXT_KEY, this);
    setDisposable(scope, this.disposable);
  }

  /** Whether the lowest version is at least a given one, such as `1.30`. */
  public atLeast(version: string): boolean {
    const [major, minor] = this.kubernetesVersion.split('.').map(Number);
    const [wantedMajor, wantedMinor] = version.split('.').map(Number);
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  }
}
