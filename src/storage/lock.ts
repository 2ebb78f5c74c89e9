/**
 * Returns shell commands that lock a volume for the lifetime of the container.
 *
 * If a pod is deleted, evicted or drained, its successor starts while it still terminates, and a ReadWriteOnce claim
 * allows both on one node. The lock makes the successor wait. The kernel releases it when the last process that holds
 * it has exited. If the user may not write to the volume, the shell prints the reason, and the commands the way out.
 * @param folder the folder that the volume is mounted on
 */
export function lockVolume(folder: string): string[] {
  const file = `${folder}/.lock`;
  return [
    'if ! command -v flock >/dev/null; then echo "not starting: the image has no flock" >&2; exit 1; fi',
    `if [ -e ${file} ] && [ ! -f ${file} ]; then echo "not starting: ${file} is not a file. Delete it." >&2; exit 1; fi`,
    `if [ ! -w ${folder} ] || ! (: >>${file}); then`,
    `  echo "not starting: user \`id -u\` (groups \`id -G\`) cannot write to the volume, which belongs to:" >&2`,
    `  ls -ldn ${folder} ${file} >&2 2>/dev/null`,
    '  echo "hostPath and NFS volumes, and minikube with several nodes, keep their owner; or security.user was changed." >&2',
    '  echo "Set security: { user, group } to the owner, or give the volume to this user (chown -R as root)." >&2',
    '  exit 1',
    'fi',
    `exec 9>>${file}`,
    'if ! flock -n 9; then',
    `  echo "${folder} is locked, by a container that is ending: waiting for it" >&2`,
    '  flock 9 & wait $! || exit 1',
    'fi',
  ];
}

/** Terminates on SIGTERM and SIGINT, after the command that runs: without a trap, process 1 ignores signals. */
export const END_ON_SIGNAL = "trap 'exit 143' TERM INT";

/** Replaces the shell by the image's entry point with the program in `args`. */
const THROUGH_ENTRY_POINT = ['entry=`command -v docker-entrypoint.sh`', 'exec $entry "$@"'];
/** Replaces the shell by the program in `args`. */
export const DIRECTLY = ['exec "$@"'];

/**
 * Returns a command that runs shell commands, then the program. `exec` passes process 1, its signals and the lock on; a
 * signal before it terminates the container.
 * @param commands commands that exit if the program must not start
 * @param start commands that end with `exec`
 */
export function startAfter(commands: string[], start = THROUGH_ENTRY_POINT): string[] {
  return ['sh', '-c', `${[END_ON_SIGNAL, ...commands, ...start].join('\n')}\n`, 'sh'];
}
