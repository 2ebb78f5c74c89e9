// A folder away from this checkout, in which a test does what a user would do with the packed package.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKED } from './pack';
import { run } from './run';

export class Project {
  /** The packed package, as docs/projects.md refers to it. */
  static readonly PACKAGE = path.join('../cdk8s-webstack', path.basename(PACKED));

  private readonly above = mkdtempSync(path.join(tmpdir(), 'package-'));
  private readonly folder = path.join(this.above, 'fib');
  private readonly checkout = path.join(this.above, 'cdk8s-webstack');

  /**
   * @param environment variables of its commands, in addition to those of the tests
   * @param beside what stands beside it, as docs/projects.md says: the packed package, or this whole checkout
   */
  constructor(
    private readonly environment: Record<string, string> = {},
    beside: 'package' | 'checkout' = 'package',
  ) {
    mkdirSync(this.folder);
    if (beside === 'checkout') symlinkSync(process.cwd(), this.checkout);
    else {
      mkdirSync(this.checkout);
      copyFileSync(PACKED, path.join(this.checkout, path.basename(PACKED)));
    }
  }

  /** Where a file of the project is. */
  path(file: string): string {
    return path.join(this.folder, file);
  }

  write(file: string, content: string | object): void {
    const written = this.path(file);
    mkdirSync(path.dirname(written), { recursive: true });
    writeFileSync(written, typeof content === 'string' ? content : JSON.stringify(content));
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  drop(folder: string): void {
    rmSync(this.path(folder), { recursive: true, force: true });
  }

  /** Runs a command and returns its output. */
  run(...command: string[]): string {
    // Without CI, as on a user's own machine: if it is set, jest writes no snapshots.
    const env = { ...process.env, CI: undefined, CDK8S_CHECK_UPGRADE: 'false', ...this.environment };
    return run(command, { cwd: this.folder, env });
  }

  /** Runs a command that uses a registry, again if it fails. */
  install(...command: string[]): void {
    try {
      this.run(...command);
    } catch {
      this.run(...command);
    }
  }

  remove(): void {
    rmSync(this.above, { recursive: true });
  }
}

/** The manifests of the reference stack. */
export const REFERENCE = readFileSync('dist/fib.k8s.yaml', 'utf8');
