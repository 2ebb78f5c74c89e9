// node plain-objects.js FILE: synthesizes objects that were saved as JSON.
const { readFileSync } = require('node:fs');
const { App } = require('cdk8s');
const { declarePlainObjects } = require('../plain-objects');

const app = new App();
declarePlainObjects(app, JSON.parse(readFileSync(process.argv[2], 'utf8')));
app.synth();
