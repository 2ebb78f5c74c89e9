// Reads the packages of an npm lock file.

/** The names of all packages in their own package.json: an override can install one package in place of another. */
export function packagesOf(lockFile: string): string[] {
  const entries = Object.entries<{ name?: string }>(JSON.parse(lockFile).packages);
  return entries.map(([folder, { name }]) => name ?? folder.replace(/^.*node_modules\//, ''));
}
