// The platforms of the library and their expected values. A platform that is added here is covered by all tests of platforms.
import { Platform, type PlatformProps } from 'cdk8s-webstack';

export type PlatformName = Exclude<keyof typeof Platform, 'prototype' | 'of'>;

/** The pods or the address that resolve host names. */
export interface Resolver {
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly address?: string;
}

export interface ExpectedPlatform {
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  readonly accessMode: string;
  readonly kubernetesVersion: string;
  readonly disposable: boolean;
  readonly resolvers: Resolver[];
}

const resolverPods = (name: string): Resolver => ({ namespace: 'kube-system', labels: { 'k8s-app': name } });

const CLUSTER_DNS = [resolverPods('kube-dns'), { address: '169.254.20.10' }];

const LOCAL: ExpectedPlatform = {
  ...{ storageClass: 'standard', accessMode: 'ReadWriteOnce', kubernetesVersion: '1.30' },
  ...{ disposable: true, resolvers: CLUSTER_DNS },
};

/** The expected values of each factory. The compiler asks for an entry for each. */
export const PLATFORMS: Record<PlatformName, ExpectedPlatform> = {
  minikube: LOCAL,
  kind: LOCAL,
  eks: {
    ...{ storageClass: 'gp3', accessMode: 'ReadWriteOncePod', kubernetesVersion: '1.30' },
    ...{ disposable: false, resolvers: CLUSTER_DNS },
  },
  gke: {
    ...{ storageClass: 'standard-rwo', accessMode: 'ReadWriteOncePod', kubernetesVersion: '1.30', disposable: false },
    resolvers: [...CLUSTER_DNS, resolverPods('node-local-dns'), { address: '169.254.169.254' }],
  },
  generic: {
    ...{ accessMode: 'ReadWriteOnce', kubernetesVersion: '1.27' },
    ...{ disposable: false, resolvers: CLUSTER_DNS },
  },
};

export const PLATFORM_NAMES = Object.keys(PLATFORMS) as PlatformName[];

export const DISPOSABLE_PLATFORMS = PLATFORM_NAMES.filter((name) => PLATFORMS[name].disposable);

export const LASTING_PLATFORMS = PLATFORM_NAMES.filter((name) => !PLATFORMS[name].disposable);

export function createPlatform(name: PlatformName, overrides?: PlatformProps): Platform {
  return Platform[name](overrides);
}
