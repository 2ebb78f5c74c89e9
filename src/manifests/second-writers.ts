import { isSingleWriter } from './data-losses';
import { field, namespaceOf, textAt, titleOf, type Finding, type Manifest } from './manifest';

/** Returns the errors of autoscalers of others that add pods to a workload with one writer. */
export function secondWriters(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  const titles = new Set(
    manifests
      .filter((manifest, index) => isOwn(index) && isSingleWriter(manifest))
      .map((manifest) => `${titleOf(manifest)} ${namespaceOf(manifest)}`),
  );
  return manifests.flatMap((manifest, index) => {
    const target = field(manifest, 'spec', 'scaleTargetRef');
    if (target === undefined || isOwn(index)) return [];
    const title = `${textAt(target, 'kind') ?? 'Deployment'} ${textAt(target, 'name') ?? ''}`;
    return titles.has(`${title} ${namespaceOf(manifest)}`) ? [secondWriterFinding(index, title)] : [];
  });
}

function secondWriterFinding(index: number, title: string): Finding {
  const message = `it scales the ${title}: two pods on one volume can destroy its data. Remove it.`;
  return { index, rule: 'single-writer', isError: true, message };
}
