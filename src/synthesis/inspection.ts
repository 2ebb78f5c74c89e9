// The rules over manifests, asked about the objects of an app as they are written.
import type { IConstruct } from 'constructs';
import { structureErrors } from '../manifests/api-structures';
import { valueErrors } from '../manifests/api-values';
import { containerErrors } from '../manifests/containers';
import { removalLosses, type Loss } from '../manifests/loss';
import { losses, podSecurityLosses } from '../manifests/losses';
import { namespaceOf, type Finding, type Manifest } from '../manifests/manifest';
import { metadataErrors } from '../manifests/metadata';
import { neighbourFindings } from '../manifests/neighbours';
import type { Standard } from '../manifests/pod-security';
import { lostReferences } from '../manifests/references';
import { sameNames } from '../manifests/same-names';
import { sizeErrors } from '../manifests/sizes';
import { manifestTextErrors } from '../manifests/text';
import { admissionErrors, enforcedStandards, selectorErrors } from '../manifests/workloads';
import { clearTextLosses } from './clear-text';
import type { LocatedFinding } from './located-finding';
import { checkNames } from './object-names';
import type { Rendered } from './rendering';
import { subjectOf, type Subject } from './subject';
import { usedServiceFindings } from './used-services';

/** An object of the library that its component no longer has. */
export interface Removed {
  /** The component; undefined if it was removed too. */
  readonly component?: IConstruct;
  readonly manifest: Manifest;
}

/** Returns the findings of objects: errors, or else warnings. Objects as their component declared them are correct. */
export function inspect(objects: readonly Rendered[], removed: readonly Removed[]): LocatedFinding[] {
  const rendered = objects.map(subjectOf);
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
    ...findSameNames(rendered, manifests),
  ];
  return [
    ...[...secrets, ...losses],
    ...removed.flatMap(({ component, manifest }) =>
      component ? removalLosses(manifest).map((loss) => ({ ...loss, construct: component })) : [],
    ),
    ...usedServiceFindings(rendered.at(0)?.object.node.root, manifests),
    ...others.map(({ index, ...finding }) => ({ ...finding, construct: rendered[index].object })),
  ];
}

function labelErrors({ apiVersion, kind, metadata }: Manifest): string[] {
  const manifest = { apiVersion, kind, metadata };
  const textErrors = manifestTextErrors(manifest, `the ${String(kind)}`);
  return textErrors.length > 0 ? textErrors : metadataErrors(manifest);
}

function findErrors(rendered: readonly Subject[], enforced: ReadonlyMap<string, Standard>): LocatedFinding[] {
  const nameErrors = checkNames(rendered);
  return rendered.flatMap((each) => {
    const errors = each.isChanged ? [...manifestErrors(each.manifest, enforced), ...nameErrors(each)] : [];
    if (each.isLabelled) errors.push(...labelErrors(each.manifest));
    errors.push(...sizeErrors(each.manifest));
    return errors.map((message) => ({ construct: each.object, rule: 'invalid', isError: true, message }));
  });
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

function findSameNames(rendered: readonly Rendered[], manifests: readonly Manifest[]): Finding[] {
  const charts = rendered.map(({ object }) => object.chart.node.path);
  return sameNames(manifests, charts, (index) => rendered[index].declared !== undefined);
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
