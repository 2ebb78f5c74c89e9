// What the benchmarks compare has to be alike. How long it takes is no matter of a test.
import { App } from 'cdk8s';
import * as library from 'cdk8s-webstack';
import { declareApplications } from '../bench/applications';
import { declarePlainObjects } from '../bench/plain-objects';

test.each([1, 3])('plain objects write what 3 applications in charts: %i write', (charts) => {
  const app = new App();
  declareApplications(library, app, 3, charts);
  const kept = app.charts.map((chart) => ({ id: chart.node.id, objects: chart.toJson() }));

  const plain = new App();
  declarePlainObjects(plain, JSON.parse(JSON.stringify(kept)));
  expect(plain.charts.map(({ node }) => node.id)).toEqual(kept.map(({ id }) => id));
  expect(kept).toHaveLength(charts);
  expect(plain.synthYaml()).toBe(app.synthYaml());
});
