/**
 * Returns shell commands that stop if a volume contains certain files, in hidden and deeper folders too, or folders that
 * the user cannot search. They belong into the branch of a volume without data of its own.
 * @param folder the folder that is searched
 * @param files the condition of `find` for files that are data
 * @param wayOut what the user should do with the data, or with the folder that is closed
 */
export function stopOnData(folder: string, files: string, wayOut: string): string[] {
  return [
    `if ! found=\`find ${folder} -path ${folder}/lost+found -prune -o ${files} -print\`; then`,
    `  echo "not starting: user \`id -u\` cannot search the volume for data, as the lines above say." >&2`,
    `  echo "${wayOut}" >&2`,
    '  exit 1',
    'fi',
    'if [ -n "$found" ]; then',
    '  found=`echo "$found" | LC_ALL=C sort | head -n 1`',
    `  echo "not starting: the volume has data elsewhere: \${found#${folder}/}" >&2`,
    `  echo "${wayOut}" >&2`,
    '  exit 1',
    'fi',
  ];
}
