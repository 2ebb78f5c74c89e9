// The programs to compare. Each runs once beforehand, to check that all of them write the same manifests.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { Yaml } = require('cdk8s');
const { root, run } = require('./processes');

const BARE_NODE = ['-e', '0'];
const PLAIN = 'bench/programs/plain-objects.js';

/** The reference stack, and programs that show how its cost is composed. @param {string} folder a temporary one */
function prepareReference(folder) {
  const saved = path.join(folder, 'reference.json');
  const objects = Yaml.load(path.join(root, 'dist/fib.k8s.yaml'));
  writeFileSync(saved, JSON.stringify([{ id: 'fib', objects }]));
  const command = readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8').match(/^app: node (.+)$/m)[1];
  const programs = withOutputs(folder, {
    node: BARE_NODE,
    cdk8s: ['-e', "require('cdk8s')"],
    plain: [PLAIN, saved],
    compiled: ['lib/main.js'],
    tsNode: command.split(' '),
  });
  runAll(programs);
  assertSameFiles(path.join(root, 'dist'), programs.plain.output, programs.compiled.output, programs.tsNode.output);
  return programs;
}

/** Applications of the library, and plain objects that write the same. @param {string} folder a temporary one */
function prepareApplications(folder, count, charts) {
  const saved = path.join(folder, `${count}-${charts}.json`);
  const size = [`${count}`, `${charts}`];
  const { save, ...programs } = withOutputs(folder, {
    save: ['bench/programs/save-objects.js', saved, ...size],
    node: BARE_NODE,
    plain: [PLAIN, saved],
    library: ['bench/programs/applications.js', ...size],
  });
  run(save);
  runAll(programs);
  assertSameFiles(programs.library.output, programs.plain.output);
  return programs;
}

/** @returns {Record<string, import('./processes').Program>} */
function withOutputs(folder, commands) {
  const entries = Object.entries(commands);
  return Object.fromEntries(
    entries.map(([key, arguments_]) => [key, { arguments: arguments_, output: path.join(folder, key) }]),
  );
}

function runAll(programs) {
  for (const program of Object.values(programs)) run(program);
}

/** @throws if the folders do not contain the same files with the same bytes */
function assertSameFiles(folder, ...others) {
  const expected = readFiles(folder);
  for (const other of others) {
    const actual = readFiles(other);
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    const differing = names.filter((name) => actual[name] !== expected[name]);
    if (differing.length > 0)
      throw new Error(`${path.basename(other)} writes different manifests: ${differing.join(', ')}`);
  }
}

function readFiles(folder) {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

module.exports = { prepareApplications, prepareReference };
