// Runs the start script of a rendered database in a folder of its own, with programs in place of the image's.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest } from '../manifests';

/** The user of the script, if the tests run as root, whom no permission stops. */
const USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * The programs of the images, as far as the scripts need them. Like Postgres' own, its entry point creates a database with
 * a temporary server, which gets all arguments, and then becomes the server.
 */
const PROGRAMS = {
  'docker-entrypoint.sh': `
    if [ "$1" = postgres ] && [ ! -s $PGDATA/PG_VERSION ]; then
      mkdir -p $PGDATA; echo 17 >$PGDATA/PG_VERSION
      "$@" & temporary=$!
      until grep -q ready $PGDATA/postmaster.pid 2>/dev/null; do kill -0 $temporary || exit 1; sleep 0.01; done
      touch $SIGNS/temporary
      while [ -e $SIGNS/hold ]; do sleep 0.01; done
      kill $temporary; wait $temporary
    fi
    exec "$@"`,
  'redis-server': 'echo "started redis-server $*"',
  postgres: `
    case "$*" in
      *' -C '*) echo a setting ;;
      *listen_addresses=)
        trap 'rm -f $PGDATA/postmaster.pid; exit' TERM
        printf '%s\\n' $$ $PGDATA ready >$PGDATA/postmaster.pid
        while :; do sleep 0.02; done ;;
      *) echo "started postgres $*" ;;
    esac`,
  pg_isready: '',
  psql: 'case "$*" in *superuser*rolsuper*) echo t ;; *rolsuper*) echo f ;; *) echo "$*" >>$SIGNS/arguments; cat >>$SIGNS/sql ;; esac',
};

export interface Ended {
  readonly code: number | null;
  readonly log: string;
}

export class StartScript {
  private readonly root = mkdtempSync(join(tmpdir(), 'start-'));
  private readonly running: ChildProcess[] = [];
  private readonly variables: Record<string, string> = {};

  /** @param mounts the folders of the volume in the container, which become one folder */
  constructor(
    private readonly container: Manifest,
    private readonly mounts: string[],
  ) {
    for (const folder of ['volume', 'bin', 'signs', 'run', 'certificate', 'tmp']) this.makeFolder(folder);
    for (const [name, script] of Object.entries(PROGRAMS)) this.program(name, script);
  }

  /** Replaces a program of the image. `$SIGNS` is a folder in which it can leave files. */
  program(name: string, script: string): this {
    writeFileSync(join(this.root, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return this;
  }

  /** Sets a variable of the container. */
  set(name: string, value: string): this {
    this.variables[name] = value;
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** Writes a file of the volume. */
  write(path: string, content = 'x'): this {
    return this.writeFile(`volume/${path}`, content);
  }

  writeFile(path: string, content: string): this {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return this.open();
  }

  makeFolder(path: string): this {
    mkdirSync(join(this.root, path), { recursive: true });
    return this.open();
  }

  /** Lets nobody change a file or a folder, nor read it if the mode says so. */
  close(path: string, mode: number): this {
    chmodSync(join(this.root, path), mode);
    return this;
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  path(path: string): string {
    return join(this.root, path);
  }

  /** Runs the script to its end, or until `during` has ended it. */
  run(during?: (process: ChildProcess) => Promise<void>): Promise<Ended> {
    return this.execute([...this.container.command, ...this.container.args], during);
  }

  /** Runs the command of the readiness probe. */
  probe(): Promise<Ended> {
    return this.execute(this.container.readinessProbe.exec.command);
  }

  private async execute(command: string[], during?: (process: ChildProcess) => Promise<void>): Promise<Ended> {
    const [program, ...args] = command.map((part) => this.relocate(part));
    const process_ = spawn(program, args, {
      ...{ ...USER, detached: true, cwd: this.root, timeout: 20_000 },
      env: {
        ...{ PATH: `${this.root}/bin:${process.env.PATH}`, SIGNS: this.path('signs') },
        ...{ PGDATA: this.path('volume/pgdata'), POSTGRES_PASSWORD: 'hunter2', ...this.variables },
      },
    });
    this.running.push(process_);
    let log = '';
    for (const stream of [process_.stdout, process_.stderr]) stream.on('data', (text) => (log += text));
    const ended = new Promise<number | null>((resolve) => process_.on('exit', resolve));
    await during?.(process_);
    const code = await ended;
    await new Promise((resolve) => setImmediate(resolve));
    return { code, log: log.replaceAll(this.root, '') };
  }

  /** Waits until a program has left a file in `$SIGNS`. */
  async sign(name: string): Promise<void> {
    while (!this.has(`signs/${name}`)) {
      if (this.running.every(({ exitCode }) => exitCode !== null))
        throw new Error(`the script has ended without ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  delete(): void {
    for (const { pid } of this.running) {
      try {
        process.kill(-pid!, 'SIGKILL');
      } catch {
        // it has ended
      }
    }
    this.openDeep(this.root);
    rmSync(this.root, { recursive: true, force: true });
  }

  private relocate(script: string): string {
    const text = script
      .replaceAll(/\/tmp\/(?=certificate\.cksum)/g, `${this.root}/tmp/`)
      .replaceAll('/etc/database-tls', `${this.root}/certificate`)
      .replaceAll('/var/run/postgresql', `${this.root}/run`);
    return this.mounts.reduce(
      (result, mount) => result.replaceAll(new RegExp(`${mount}(?![a-z])`, 'g'), `${this.root}/volume`),
      text,
    );
  }

  private open(): this {
    this.openDeep(this.root);
    return this;
  }

  private openDeep(folder: string): void {
    chmodSync(folder, 0o777);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) this.openDeep(join(folder, entry.name));
    }
  }
}
