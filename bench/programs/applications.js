// node applications.js COUNT CHARTS: synthesizes applications with the compiled library in lib/.
const { App } = require('cdk8s');
const { declareApplications } = require('../applications');

const [count, charts] = process.argv.slice(2).map(Number);
const app = new App();
declareApplications(require('../..'), app, count, charts);
app.synth();
