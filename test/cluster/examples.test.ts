// A cluster with its admission webhooks accepts the stacks in examples/.
import { stacks, synthesize } from '../examples/stacks';
import { applyAll, deleteNamespace, recreateNamespace } from './cluster';

test.each(stacks)('the cluster accepts %s', async (name) => {
  const manifests = synthesize(name);
  const [namespace, ...others] = new Set<string>(manifests.objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  expect(others).toEqual([]);
  await recreateNamespace(namespace);
  await applyAll(manifests, '--dry-run=server');
  await deleteNamespace(namespace);
});
