// A cluster with its admission webhooks accepts the stacks in examples/.
import { stacks, synthesize } from '../examples/stacks';
import { applyAll, dropNamespace, freshNamespace } from './cluster';

test.each(stacks)('%s', async (name) => {
  const manifests = synthesize(name);
  const [namespace, ...others] = new Set<string>(manifests.objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  expect(others).toEqual([]);
  await freshNamespace(namespace);
  await applyAll(manifests, '--dry-run=server');
  await dropNamespace(namespace);
});
