import type { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { PlatformProps } from './platform-props';
import { DNS, INGRESS_NGINX, namesMistakes, peersMistakes, PLATFORM } from './platform-checks';
import type { Peer } from './peer';
import { eks } from './eks';
import { gke } from './gke';
import { kind } from './kind';
import { minikube } from './minikube';
import { report } from '../checks/messages';
import { shaped } from '../checks/declaration';

const KEY = 'cdk8s-webstack/platform';

/** A kind of cluster. Said once, on the stack; every component below finds it there. */
export class Platform {
  /** minikube with its `ingress` addon: class `standard`, Kubernetes 1.30 or later, thrown away after use. */
  public static minikube(changes: PlatformProps = {}): Platform {
    return new Platform(changes, minikube);
  }

  /** kind with ingress-nginx: class `standard`, Kubernetes 1.30 or later, thrown away after use. */
  public static kind(changes: PlatformProps = {}): Platform {
    return new Platform(changes, kind);
  }

  /**
   * Amazon EKS with the EBS CSI driver: Kubernetes 1.30 or later, and a storage class `gp3`, which EKS does not bring:
   * it has to be made, with the provisioner `ebs.csi.aws.com` (Auto Mode: `ebs.csi.eks.amazonaws.com`).
   * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
   */
  public static eks(changes: PlatformProps = {}): Platform {
    return new Platform(changes, eks);
  }

  /**
   * Google GKE: class `standard-rwo`, Kubernetes 1.30 or later.
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes
   */
  public static gke(changes: PlatformProps = {}): Platform {
    return new Platform(changes, gke);
  }

  /** Any conformant cluster: its default storage class, Kubernetes 1.27 or later. */
  public static generic(): Platform {
    return new Platform({});
  }

  /** A cluster with peculiarities of its own; what is left out is as on the generic platform. */
  public static custom(props: PlatformProps): Platform {
    return new Platform(props);
  }

  /** The platform of the stack that a construct lives in; the generic one where none was said. */
  public static of(scope: IConstruct): Platform {
    return scope.node.tryGetContext(KEY) ?? Platform.generic();
  }

  /** The storage class of claims; undefined for the cluster's default. */
  public readonly storageClass?: string;
  /** How a claim with one writer is mounted. */
  public readonly accessMode: PersistentVolumeAccessMode;
  /** The ingress class of routes. */
  public readonly ingressClass: string;
  /** Whose requests the routes let in. */
  public readonly ingressController: Peer[];
  /** Who resolves names. */
  public readonly dns: Peer[];
  /** When the kubelet pulls an image; undefined for Kubernetes' own rule. */
  public readonly imagePullPolicy?: ImagePullPolicy;
  /** The lowest Kubernetes version. */
  public readonly kubernetesVersion: string;
  /** Whether the cluster is thrown away after use. */
  public readonly throwAway: boolean;

  /**
   * What is wrong with how it was said.
   * @internal
   */
  public readonly _mistakes: string[];

  private constructor(given: PlatformProps, kind: PlatformProps = {}) {
    const { props: changes, mistakes } = shaped(given, PLATFORM, { of: 'platform' });
    const said = Object.entries(changes).filter(([, value]) => value !== undefined);
    const props: PlatformProps = { ...kind, ...Object.fromEntries(said) };
    this.storageClass = props.storageClass;
    this.accessMode = props.accessMode ?? ('ReadWriteOnce' as PersistentVolumeAccessMode);
    this.ingressClass = props.ingressClass ?? 'nginx';
    this.ingressController = [...(props.ingressController ?? INGRESS_NGINX)];
    this.dns = [...(props.dns ?? DNS)];
    this.imagePullPolicy = props.imagePullPolicy;
    this.kubernetesVersion = props.kubernetesVersion ?? '1.27';
    this.throwAway = props.throwAway ?? false;
    this._mistakes = [...mistakes, ...namesMistakes(props), ...peersMistakes(props)];
  }

  /**
   * Makes this the platform of everything below a construct, for charts that are no WebStack.
   * @throws where the construct has children already, since they have found another platform
   */
  public applyTo(scope: IConstruct): void {
    if (scope.node.children.length > 0) {
      throw new Error(
        `${scope.node.path || 'the App'}: has components already, which found another platform; apply it before them, or give a WebStack its platform`,
      );
    }
    report(scope, ...this._mistakes);
    scope.node.setContext(KEY, this);
  }

  /** Whether the lowest version is at least the given one. */
  public atLeast(version: string): boolean {
    const [major, minor] = this.kubernetesVersion.split('.').map(Number);
    const [wantedMajor, wantedMinor] = version.split('.').map(Number);
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  }
}
