// Reads the packages of an npm lock file.

/** The names of all packages, as their makers call them: an override may put one where another was to be. */
export function packagesOf(lockFile: string): string[] {
  const entries = Object.entries<{ name?: string }>(JSON.parse(lockFile).packages);
  return entries.map(([folder, { name }]) => name ?? folder.replace(/^.*node_modules\//, ''));
}
