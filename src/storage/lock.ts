/**
 * Shell commands that lock a volume for as long as the container lives.
 *
 * A pod that is deleted, evicted or drained is replaced while it is still ending, and a ReadWriteOnce claim admits
 * both on one node; so the successor waits here. The kernel lets the lock go when the last process that holds it has
 * ended. A pod that is told to end while it waits ends at once: process 1 would ignore the signal without a trap.
 * @param folder where the volume is mounted
 */
export function locking(folder: string): string[] {
  return [
    'if ! command -v flock >/dev/null; then echo "not starting: the image has no flock" >&2; exit 1; fi',
    `exec 9>>${folder}/.lock`,
    'if ! flock -n 9; then',
    `  echo "${folder} is locked, by a container that is ending: waiting for it" >&2`,
    "  trap 'exit 143' TERM INT",
    '  flock 9 & wait $! || exit 1',
    '  trap - TERM INT',
    'fi',
  ];
}

/**
 * A command that runs shell commands, then becomes the image's entry point with the program in `args`: `exec` hands
 * process 1, its signals and a lock to it.
 * @param commands which exit if the program must not start
 */
export function startingAfter(commands: string[]): string[] {
  return ['sh', '-c', `${[...commands, 'exec `command -v docker-entrypoint.sh` "$@"'].join('\n')}\n`, 'sh'];
}
