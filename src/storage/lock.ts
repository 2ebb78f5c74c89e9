/**
 * A command that holds a lock on a volume for as long as the container lives, then becomes the program in `args`.
 *
 * A pod that is deleted, evicted or drained is replaced while it is still ending, and a ReadWriteOnce claim admits
 * both on one node; so the successor waits here. `exec` hands process 1, its signals and the locked descriptor to the
 * image's entry point: the kernel lets the lock go when the last process that holds it has ended. A pod that is told
 * to end while it waits ends at once: process 1 would ignore the signal without a trap.
 * @param folder where the volume is mounted
 * @param beforeStart shell commands once the volume is locked, which exit if the program must not start
 */
export function holdingLock(folder: string, beforeStart: string[]): string[] {
  const script = [
    'if ! command -v flock >/dev/null; then echo "not starting: the image has no flock" >&2; exit 1; fi',
    `exec 9>>${folder}/.lock`,
    'if ! flock -n 9; then',
    `  echo "${folder} is locked, by a container that is ending: waiting for it" >&2`,
    "  trap 'exit 143' TERM INT",
    '  flock 9 & wait $! || exit 1',
    '  trap - TERM INT',
    'fi',
    ...beforeStart,
    'exec `command -v docker-entrypoint.sh` "$@"',
  ];
  return ['sh', '-c', `${script.join('\n')}\n`, 'sh'];
}
