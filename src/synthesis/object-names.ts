// Names that patches give to objects, which cdk8s does not see.
import { nameOf, namespaceOf, titleOf } from '../manifests/manifest';
import type { Rendered } from './rendering';

/** Returns the error of an object that a patch gives the name of another one. */
export type NameCheck = (rendered: Rendered) => string[];

/** Returns a check of the names of objects. */
export function checkNames(rendered: readonly Rendered[]): NameCheck {
  const isRenamed = ({ object, manifest }: Rendered) => nameOf(manifest) !== object.name;
  const byTitle = rendered.some(isRenamed) ? groupByTitle(rendered) : new Map<string, Rendered[]>();
  return (each) => nameErrors(each, byTitle);
}

function nameErrors({ object, manifest }: Rendered, byTitle: ReadonlyMap<string, Rendered[]>): string[] {
  if (nameOf(manifest) === object.name) return [];
  const same = byTitle.get(`${titleOf(manifest)} ${namespaceOf(manifest)}`) ?? [];
  const other = same.find(
    (each) =>
      each.object !== object &&
      each.object.apiGroup === object.apiGroup &&
      each.object.chart.namespace === object.chart.namespace,
  );
  return other ? [`${other.object.node.path} is the ${titleOf(manifest)} too. Give one of the two another name.`] : [];
}

function groupByTitle(rendered: readonly Rendered[]): Map<string, Rendered[]> {
  const groups = new Map<string, Rendered[]>();
  for (const each of rendered) {
    const title = `${titleOf(each.manifest)} ${namespaceOf(each.manifest)}`;
    const group = groups.get(title);
    if (group) group.push(each);
    else groups.set(title, [each]);
  }
  return groups;
}
