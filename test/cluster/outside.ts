// A host outside the cluster that echoes TCP and UDP on port 7, for tests of egress.
import { spawnSync } from 'node:child_process';

/** The address of the harness's host, from a range that nobody else uses. */
const OF_THE_HARNESS = '192.0.2.10';

/** The address, from WEBSTACK_OUTSIDE; undefined if there is no such host. */
export const outside = process.env.WEBSTACK_OUTSIDE ?? (answers(OF_THE_HARNESS) ? OF_THE_HARNESS : undefined);

function answers(address: string): boolean {
  const { status } = spawnSync('bash', ['-c', `exec 3<>/dev/tcp/${address}/7`], { timeout: 1000, stdio: 'ignore' });
  return status === 0;
}
