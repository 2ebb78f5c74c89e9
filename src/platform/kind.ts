import type { PlatformProps } from './platform-props';

/** Its one storage class is the default. The `sleep` action is there from Kubernetes 1.30. */
export const kind: PlatformProps = { storageClass: 'standard', kubernetesVersion: '1.30', throwAway: true };
