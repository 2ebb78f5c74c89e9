/**
 * Returns shell commands that lock a volume for the lifetime of the container.
 *
 * If a pod is deleted, evicted or drained, its successor starts while it still terminates, and a ReadWriteOnce claim
 * allows both on one node. The lock makes the successor wait. The kernel releases it when the last process that holds
 * it has exited. A pod that terminates while it waits exits at once: without a trap, process 1 ignores the signal.
 * @param folder the folder that the volume is mounted on
 */
export function lockVolume(folder: string): string[] {
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
 * Returns a command that runs shell commands, then replaces itself by the image's entry point with the program in
 * `args`. `exec` passes process 1, its signals and the lock on.
 * @param commands commands that exit if the program must not start
 */
export function startAfter(commands: string[]): string[] {
  return ['sh', '-c', `${[...commands, 'exec `command -v docker-entrypoint.sh` "$@"'].join('\n')}\n`, 'sh'];
}
