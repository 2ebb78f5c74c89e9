// Variables that have values from several sources.
import { formatNames } from '../checks/messages';

/** The names of variables that have the same sources: properties, or names of providers. */
interface Conflict {
  readonly names: string[];
  readonly sources: readonly string[];
}

/** Returns an error for each set of sources that give the same variables. */
export function conflictErrors(sourcesByName: ReadonlyMap<string, readonly string[]>): string[] {
  const conflicts = new Map<string, Conflict>();
  for (const [name, sources] of sourcesByName) {
    if (sources.length < 2) continue;
    const key = sources.join('\n');
    if (!conflicts.has(key)) conflicts.set(key, { names: [], sources });
    conflicts.get(key)!.names.push(name);
  }
  return [...conflicts.values()].map(conflictError);
}

const PROPERTIES = ['secrets', 'config', 'env'];

function conflictError({ names, sources }: Conflict): string {
  const last = sources[sources.length - 1];
  const [one, other, them] = names.length > 1 ? ['each', 'the others', 'them'] : ['one of them', 'the other one', 'it'];
  const wayOut = PROPERTIES.includes(last)
    ? `Remove ${them} from ${last}, or rename ${other} with connection.renamed({ ${names[0]}: '…' }).`
    : `Rename ${one} in uses, with .connection.prefixed('…') or .connection.renamed({ ${names[0]}: '…' }) of ${last}.`;
  const subject = names.length > 1 ? `the variables ${formatNames(names)} have` : `the variable ${names[0]} has`;
  return `${subject} a value from ${sources.join(' and one from ')}. ${wayOut}`;
}
