// What was taken out of a declaration goes from the cluster by README's own commands.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Manifests } from '../manifests';

/** As README has it, for a stack and a namespace named fib. */
export const PRUNE = `\
kinds=deployment,service,serviceaccount,networkpolicy,poddisruptionbudget,horizontalpodautoscaler,ingress,configmap
declared=$(kubectl get --filename dist/ --output name) &&
  kubectl get $kinds --namespace fib --selector app.kubernetes.io/part-of=fib --output name | sort |
  comm -23 - <(sort <<<"$declared") | xargs -r kubectl delete --namespace fib
`;

/** Runs it for a stack that has the name of its namespace, and answers with what it deleted: `ingress.networking.k8s.io routes`. */
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
