// Data that a changed workload no longer finds: another claim, folder or user.
import { containerPairs } from './container-pairs';
import { warning, type Loss } from './loss';
import { field, kindOf, listAt, nameOf, textAt, titleOf, type Manifest } from './manifest';
import { podOf } from './pods';
import { isLocking } from './volume-lock';

/** Returns what a change of a workload with claims loses of their data. */
export function volumeLosses(declared: Manifest, changed: Manifest): Loss[] {
  const claims = claimsOf(declared);
  if (claims.size === 0) return [];
  return [
    ...renamingLosses(declared, changed),
    ...[...claims].flatMap(([volume, claim]) => sourceLosses(volume, claim, changed)),
    ...containerPairs(declared, changed)
      .filter(([database]) => isLocking(database))
      .flatMap(([before, after]) => folderLosses(before, after, claims)),
    ...ownerLosses(declared, changed),
  ];
}

/** Returns the claims of a workload by the names of its volumes. */
export function claimsOf(manifest: Manifest): Map<string, string> {
  const volumes = listAt(podOf(manifest), 'spec', 'volumes');
  return new Map(
    volumes.flatMap((volume) => {
      const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
      return claim === undefined ? [] : [[textAt(volume, 'name') ?? '', claim]];
    }),
  );
}

function renamingLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (nameOf(declared) === nameOf(changed) || kindOf(declared) === 'Job') return [];
  const text = `its name is changed: if the ${titleOf(declared)} already runs, two pods write to one volume. Delete it first.`;
  return [warning('volume-data', text)];
}

/** Sources of volumes that outlive a pod, and are no claim of the namespace. */
const LASTING = ['hostPath', 'nfs', 'csi', 'iscsi', 'fc', 'cephfs', 'rbd', 'azureFile', 'portworxVolume'];

function sourceLosses(name: string, claim: string, changed: Manifest): Loss[] {
  const volume = listAt(podOf(changed), 'spec', 'volumes').find((each) => textAt(each, 'name') === name);
  const other = textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (other === claim) return [];
  if (other !== undefined || LASTING.some((source) => field(volume, source) !== undefined))
    return [warning('volume-data', `the volume ${name} no longer is the claim ${claim}: the data there is not used.`)];
  const text = `the volume ${name} is no longer a PersistentVolumeClaim: its data is lost with each pod. Remove the patch.`;
  return [{ rule: 'claim', isError: true, message: text }];
}

/** A database writes to the folder that it was declared for. Elsewhere its files live as long as the pod. */
function folderLosses(declared: unknown, changed: unknown, claims: ReadonlyMap<string, string>): Loss[] {
  const mounts = listAt(changed, 'volumeMounts');
  const folders = listAt(declared, 'volumeMounts').filter(
    (mount) => claims.has(textAt(mount, 'name') ?? '') && field(mount, 'readOnly') !== true,
  );
  return folders.flatMap((folder) => {
    const path = textAt(folder, 'mountPath') ?? '';
    const mount = mounts.find((each) => ['name', 'mountPath'].every((key) => field(each, key) === field(folder, key)));
    const place = `the volume ${textAt(folder, 'name') ?? ''} of the container ${textAt(declared, 'name') ?? ''}`;
    if (mount === undefined) {
      const text = `${place} is not mounted at ${path}, where the database writes: its data is lost with each pod. Remove the patch.`;
      return [{ rule: 'claim', isError: true, message: text }];
    }
    const isSame = ['subPath', 'subPathExpr', 'readOnly'].every((key) => field(mount, key) === field(folder, key));
    const text = `${place} is mounted in another way: the database does not find its data, or cannot write it.`;
    return [...(isSame ? [] : [warning('volume-data', text)]), ...settingLosses(declared, changed, path)];
  });
}

/** Variables that name a folder of the volume. */
function settingLosses(declared: unknown, changed: unknown, path: string): Loss[] {
  const values = new Map(listAt(changed, 'env').map((each) => [textAt(each, 'name'), field(each, 'value')]));
  return listAt(declared, 'env').flatMap((variable) => {
    const [name = '', value] = [textAt(variable, 'name'), textAt(variable, 'value')];
    if (value === undefined || !`${value}/`.startsWith(`${path}/`) || values.get(name) === value) return [];
    const text = `its variable ${name} is no longer ${value}: the database does not find its data in that folder.`;
    return [warning('volume-data', text)];
  });
}

/** Files on a volume belong to the user of the container that has written them, and to the group of the pod. */
function ownerLosses(declared: Manifest, changed: Manifest): Loss[] {
  const claims = claimsOf(declared);
  const containers = containerPairs(declared, changed).filter(([before]) =>
    listAt(before, 'volumeMounts').some((mount) => claims.has(textAt(mount, 'name') ?? '')),
  );
  const isOther = (name: string, [before, after]: [unknown, unknown]) =>
    idOf(declared, name, before) !== idOf(changed, name, after);
  const lost = ['runAsUser', 'runAsGroup'].filter((name) => containers.some((pair) => isOther(name, pair)));
  return [...lost, ...(isOther('fsGroup', [undefined, undefined]) ? ['fsGroup'] : [])].map((name) => {
    const text = `securityContext.${name} is changed: the pod may be unable to read and write the data that is already on its volume.`;
    return warning('volume-data', text);
  });
}

function idOf(manifest: Manifest, name: string, container: unknown): unknown {
  return field(container, 'securityContext', name) ?? field(podOf(manifest), 'spec', 'securityContext', name);
}
