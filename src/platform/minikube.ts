import type { PlatformProps } from './platform-props';

/** Its only storage class is the default one. The `sleep` action exists from Kubernetes 1.30. */
export const minikube: PlatformProps = { storageClass: 'standard', kubernetesVersion: '1.30', disposable: true };
