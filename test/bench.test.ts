// The programs that the benchmarks compare must write the same manifests. Tests do not check how long they take.
import { App } from 'cdk8s';
import * as library from 'cdk8s-webstack';
import { declareApplications } from '../bench/applications';
import { declarePlainObjects } from '../bench/plain-objects';

test.each([1, 3])('plain objects write the same manifests as 3 applications in charts: %i', (charts) => {
  const app = new App();
  declareApplications(library, app, 3, charts);
  const saved = app.charts.map((chart) => ({ id: chart.node.id, objects: chart.toJson() }));

  const plain = new App();
  declarePlainObjects(plain, JSON.parse(JSON.stringify(saved)));
  expect(plain.charts.map(({ node }) => node.id)).toEqual(saved.map(({ id }) => id));
  expect(saved).toHaveLength(charts);
  expect(plain.synthYaml()).toBe(app.synthYaml());
});
