// The rules over manifests, asked about the objects of an app as they are written.
import type { IConstruct } from 'constructs';
import { structureErrors } from '../manifests/api-structures';
import { valueErrors } from '../manifests/api-values';
import { containerErrors } from '../manifests/containers';
import { removalLosses, type Loss } from '../manifests/loss';
import { losses, podSecurityLosses } from '../manifests/losses';
import { nameOf, namespaceOf, titleOf, type Finding, type Manifest } from '../manifests/manifest';
import { metadataErrors } from '../manifests/metadata';
import { neighbourFindings } from '../manifests/neighbours';
import type { Standard } from '../manifests/pod-security';
import { lostReferences } from '../manifests/references';
import { sizeErrors } from '../manifests/sizes';
import { manifestTextErrors } from '../manifests/text';
import { admissionErrors, enforcedStandards, selectorErrors } from '../manifests/workloads';
import { clearTextLosses } from './clear-text';
import type { Rendered } from './rendering';

/** A finding, and the construct that it is about. */
export interface LocatedFinding extends Loss {
  readonly construct: IConstruct;
}

/** An object of the library that its component no longer has. */
export interface Removed {
  /** The component; undefined if it was removed too. */
  readonly component?: IConstruct;
  readonly manifest: Manifest;
}

/** Returns the findings of objects: errors, or else warnings. Objects as their component declared them are correct. */
export function inspect(rendered: readonly Rendered[], removed: readonly Removed[]): LocatedFinding[] {
  const manifests = rendered.map(({ manifest }) => manifest);
  const enforced = enforcedStandards(manifests);
  const secrets = rendered.flatMap((each) =>
    clearTextLosses(each).map((loss) => ({ ...loss, construct: each.object })),
  );
  const errors = [...findErrors(rendered, enforced), ...secrets.filter(({ isError }) => isError)];
  if (errors.length > 0) return errors;
  const losses = rendered.flatMap((each) =>
    ownLosses(each, enforced).map((loss) => ({ ...loss, construct: each.object })),
  );
  const others = [
    ...findLostReferences(rendered, removed, manifests),
    ...neighbourFindings(manifests, rendered.map(declaredOf)),
  ];
  return [
    ...[...secrets, ...losses],
    ...removed.flatMap(({ component, manifest }) =>
      component ? removalLosses(manifest).map((loss) => ({ ...loss, construct: component })) : [],
    ),
    ...others.map(({ index, ...finding }) => ({ ...finding, construct: rendered[index].object })),
  ];
}

function findErrors(rendered: readonly Rendered[], enforced: ReadonlyMap<string, Standard>): LocatedFinding[] {
  const isRenamed = ({ object, manifest }: Rendered) => nameOf(manifest) !== object.name;
  const byTitle = rendered.some(isRenamed) ? groupByTitle(rendered) : new Map<string, Rendered[]>();
  return rendered.flatMap((each) => {
    const errors = each.isChanged ? [...manifestErrors(each.manifest, enforced), ...nameErrors(each, byTitle)] : [];
    errors.push(...sizeErrors(each.manifest));
    return errors.map((message) => ({ construct: each.object, rule: 'invalid', isError: true, message }));
  });
}

/** A patch can give an object the name of another one, which cdk8s does not see. */
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

/** Returns the declared manifest of an object of the library: the same value if nothing was changed. */
function declaredOf({ declared, manifest, isChanged }: Rendered): Manifest | undefined {
  return isChanged ? declared : manifest;
}

function findLostReferences(
  rendered: readonly Rendered[],
  removed: readonly Removed[],
  manifests: readonly Manifest[],
): Finding[] {
  if (removed.length === 0 && !rendered.some(({ declared, isChanged }) => declared && isChanged)) return [];
  const before = rendered.map((each) => declaredOf(each) ?? each.manifest);
  return lostReferences([...before, ...removed.map(({ manifest }) => manifest)], manifests);
}

function manifestErrors(manifest: Manifest, enforced: ReadonlyMap<string, Standard>): string[] {
  const kind = typeof manifest.kind === 'string' && /^\w{1,63}$/.test(manifest.kind) ? manifest.kind : 'object';
  const textErrors = manifestTextErrors(manifest, `the ${kind}`);
  if (textErrors.length > 0) return textErrors;
  const errors = [
    ...[...metadataErrors(manifest), ...selectorErrors(manifest), ...containerErrors(manifest)],
    ...[...valueErrors(manifest), ...structureErrors(manifest)],
  ];
  return errors.length > 0 ? errors : admissionErrors(manifest, enforced);
}

function ownLosses({ declared, manifest, isChanged }: Rendered, enforced: ReadonlyMap<string, Standard>): Loss[] {
  if (declared === undefined || !isChanged) return [];
  const isEnforced = enforced.get(namespaceOf(manifest)) === 'restricted';
  return [...losses(declared, manifest), ...(isEnforced ? [] : podSecurityLosses(declared, manifest))];
}
