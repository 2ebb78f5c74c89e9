// Deletes objects that are no longer declared, with the commands of docs/upgrading.md.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Manifests } from '../manifests';
import { blocks, page } from '../readme';

/** The commands for a stack and a namespace named fib. */
const [PRUNE] = blocks('sh prune', page('docs/upgrading.md'));

/** Prunes a stack named after its namespace, and returns the deleted objects: `ingress.networking.k8s.io routes`. */
export async function prune(name: string, manifests?: Manifests): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prune-'));
  mkdirSync(path.join(folder, 'dist'));
  const yaml = manifests?.objects.map((object) => JSON.stringify(object)).join('\n---\n');
  if (yaml) writeFileSync(path.join(folder, 'dist', `${name}.k8s.yaml`), yaml);
  try {
    const script = ['-euo', 'pipefail', '-c', PRUNE.replaceAll('fib', name)];
    const { stdout } = await promisify(execFile)('bash', script, { cwd: folder });
    return [...stdout.matchAll(/^(\S+) "(\S+)" deleted/gm)].map(([, kind, object]) => `${kind} ${object}`).sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
