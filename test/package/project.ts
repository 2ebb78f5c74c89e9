// A folder away from this checkout, in which a test does what a user would do with the packed package.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKED } from './pack';
import { run } from './run';

export class Project {
  /** Where README has the package: in a checkout beside the project. */
  static readonly PACKAGE = path.join('../cdk8s-webstack', path.basename(PACKED));

  private readonly above = mkdtempSync(path.join(tmpdir(), 'package-'));
  private readonly folder = path.join(this.above, 'fib');

  /** @param environment variables that its commands find beside those of the tests */
  constructor(private readonly environment: Record<string, string> = {}) {
    const file = path.join(this.folder, Project.PACKAGE);
    for (const folder of [this.folder, path.dirname(file)]) mkdirSync(folder);
    copyFileSync(PACKED, file);
  }

  write(file: string, content: string | object): void {
    writeFileSync(path.join(this.folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  drop(folder: string): void {
    rmSync(path.join(this.folder, folder), { recursive: true, force: true });
  }

  /** Runs a command, and gives what it prints. */
  run(...command: string[]): string {
    // Without CI, as on a user's own machine: where it is set, jest writes no snapshots.
    const env = { ...process.env, CI: undefined, CDK8S_CHECK_UPGRADE: 'false', ...this.environment };
    return run(command, { cwd: this.folder, env });
  }

  /** Runs a command that installs something: a registry that hiccups gets a second chance. */
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
