// The tutorial, examples/fib/README.md: runs its `sh` blocks unchanged, in a copy of the checkout.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { blocks } from '../../readme';
import type { IngressForward } from '../cluster';

/** All `sh` blocks, in order. */
export const steps = blocks('sh', readFileSync('examples/fib/README.md', 'utf8'));

/** The commands of minikube, and their replacements on an existing cluster. */
const STAND_INS: Record<string, string> = {
  'start --cni calico --memory 4g': 'kubectl get --raw /readyz',
  'addons enable ingress':
    'kubectl rollout status --namespace ingress-nginx --timeout 180s deployment/ingress-nginx-controller',
  // .ci/run or the workflow builds the images from the same folders before the tests.
  'image build --tag example/fib-*:1.4.0 examples/fib/*': 'test -f "${@: -1}/Dockerfile"',
  ip: 'echo "127.0.0.1:$INGRESS_PORT"',
};

/** A fake minikube that knows only the commands above. */
const MINIKUBE = `#!/bin/bash
case "$*" in
${Object.entries(STAND_INS)
  .map(([command, standIn]) => `  ${command.replaceAll(' ', '\\ ')}) ${standIn} ;;`)
  .join('\n')}
  *) echo "minikube $* has no stand-in; add it in test/cluster/fib/tutorial.ts" >&2; exit 1 ;;
esac
`;

export class Tutorial {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'tutorial-'));
  private readonly bin = path.join(this.folder, 'bin');
  private readonly checkout = path.join(this.folder, 'checkout');

  constructor(private readonly ingress: IngressForward) {
    mkdirSync(this.bin);
    writeFileSync(path.join(this.bin, 'minikube'), MINIKUBE, { mode: 0o755 });
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    for (const file of String(listed).split('\0').filter(existsSync)) cpSync(file, path.join(this.checkout, file));
  }

  /** Runs a block, and returns its output. */
  async run(block: string): Promise<string> {
    const env = {
      ...process.env,
      ...{ PATH: `${this.bin}:${process.env.PATH}`, INGRESS_PORT: `${this.ingress.port}` },
      // Packages that this machine has downloaded before are not downloaded again: the cluster may have no network.
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
    };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], {
      cwd: this.checkout,
      env,
      timeout: 300_000,
    });
    return stdout;
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
