// A host outside the cluster that echoes TCP and UDP on port 7, to test connections that leave the cluster.
import { spawnSync } from 'node:child_process';

/** The address of such a host on machines that are prepared for these tests. */
const DEFAULT_ADDRESS = '192.0.2.10';

/** The address, set by WEBSTACK_OUTSIDE; undefined if there is no such host. */
export const externalHost =
  process.env.WEBSTACK_OUTSIDE ?? (isReachable(DEFAULT_ADDRESS) ? DEFAULT_ADDRESS : undefined);

function isReachable(address: string): boolean {
  const { status } = spawnSync('bash', ['-c', `exec 3<>/dev/tcp/${address}/7`], { timeout: 1000, stdio: 'ignore' });
  return status === 0;
}
