// Names that two charts without a namespace share: applied to one namespace, one overwrites the other.
import { formatNames } from '../checks/messages';
import { kindOf, nameOf, namespaceOf, titleOf, type Finding, type Manifest } from './manifest';
import { isDatabase } from './volume-lock';
import { claimsOf } from './volume-losses';

/** The names that one chart shares with an earlier one. */
interface Shared {
  /** The index of the first manifest of the later chart. */
  readonly index: number;
  readonly earlier: string;
  readonly names: Set<string>;
}

/**
 * Returns a finding for each pair of charts without a namespace that share a name, or the claim of a database.
 * @param charts the path of the chart of each manifest
 */
export function sameNames(
  manifests: readonly Manifest[],
  charts: readonly string[],
  isOwn: (index: number) => boolean,
): Finding[] {
  const firstByKey = new Map<string, number>();
  const pairs = new Map<string, Shared>();
  manifests.forEach((manifest, index) => {
    for (const [key, name] of keysOf(manifest)) {
      const first = firstByKey.get(key);
      if (first === undefined) firstByKey.set(key, index);
      if (first === undefined || charts[first] === charts[index] || !(isOwn(first) || isOwn(index))) continue;
      const pair = `${charts[first]}\n${charts[index]}`;
      const shared = pairs.get(pair) ?? { index, earlier: charts[first], names: new Set<string>() };
      shared.names.add(name);
      pairs.set(pair, shared);
    }
  });
  return [...pairs.values()].map(sameNameFinding);
}

function keysOf(manifest: Manifest): [key: string, name: string][] {
  if (namespaceOf(manifest) !== '' || kindOf(manifest) === 'Namespace' || nameOf(manifest) === '') return [];
  const group = String(manifest.apiVersion).replace(/\/?[^/]*$/, '');
  const claims = isDatabase(manifest) ? [...new Set(claimsOf(manifest).values())] : [];
  return [
    [`${group} ${titleOf(manifest)}`, `the ${titleOf(manifest)}`],
    ...claims.map((claim): [string, string] => [`claim ${claim}`, `the claim ${claim}`]),
  ];
}

function sameNameFinding({ index, earlier, names }: Shared): Finding {
  const message =
    `the chart ${earlier} has ${formatNames([...names])} too, and neither chart has a namespace: applied to the same one, ` +
    'they overwrite each other. Set the namespace of a chart.';
  return { index, rule: 'same-name', isError: false, message };
}
