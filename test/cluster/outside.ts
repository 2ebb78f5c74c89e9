// A host outside the cluster that echoes TCP and UDP on port 7, for what leaves the cluster.
import { spawnSync } from 'node:child_process';

/** Where the harness has one; nowhere else is there a host of that address. */
const OF_THE_HARNESS = '192.0.2.10';

/** The address, from WEBSTACK_OUTSIDE; undefined where there is none. */
export const outside = process.env.WEBSTACK_OUTSIDE ?? (answers(OF_THE_HARNESS) ? OF_THE_HARNESS : undefined);

function answers(address: string): boolean {
  const { status } = spawnSync('bash', ['-c', `exec 3<>/dev/tcp/${address}/7`], { timeout: 1000, stdio: 'ignore' });
  return status === 0;
}
