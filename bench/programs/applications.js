// node applications.js COUNT CHARTS: writes applications of the library, as they are compiled in lib/.
const { App } = require('cdk8s');
const { declareApplications } = require('../applications');

const [count, charts] = process.argv.slice(2).map(Number);
const app = new App();
declareApplications(require('../..'), app, count, charts);
app.synth();
