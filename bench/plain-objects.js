// The cost of plain cdk8s: existing objects, passed to ApiObject one by one.
const { ApiObject, Chart } = require('cdk8s');

/**
 * @param {import('cdk8s').App} app
 * @param {{ id: string, objects: object[] }[]} charts
 */
function declarePlainObjects(app, charts) {
  for (const { id, objects } of charts) {
    const chart = new Chart(app, id);
    objects.forEach((object, index) => new ApiObject(chart, `object-${index}`, object));
  }
}

module.exports = { declarePlainObjects };
