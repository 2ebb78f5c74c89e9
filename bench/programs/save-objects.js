// node save-objects.js FILE COUNT CHARTS: saves the objects of applications as JSON, for plain-objects.js.
const { writeFileSync } = require('node:fs');
const { App } = require('cdk8s');
const { declareApplications } = require('../applications');

const [file, count, charts] = process.argv.slice(2);
const app = new App();
declareApplications(require('../..'), app, Number(count), Number(charts));
const toSavedChart = (chart) => ({ id: chart.node.id, objects: chart.toJson() });
writeFileSync(file, JSON.stringify(app.charts.map(toSavedChart)));
