// The programs that are compared. Before they are, each has run once, and what it wrote has been looked at.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { Yaml } = require('cdk8s');
const { root, run } = require('./processes');

const BARE = ['-e', '0'];
const PLAIN = 'bench/programs/plain-objects.js';

/** The reference stack, and what of its cost is whose. @param {string} folder a temporary one */
function referencePrograms(folder) {
  const kept = path.join(folder, 'reference.json');
  const objects = Yaml.load(path.join(root, 'dist/fib.k8s.yaml'));
  writeFileSync(kept, JSON.stringify([{ id: 'fib', objects }]));
  const command = readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8').match(/^app: node (.+)$/m)[1];
  const programs = into(folder, {
    bare: BARE,
    core: ['-e', "require('cdk8s')"],
    plain: [PLAIN, kept],
    compiled: ['lib/main.js'],
    tsNode: command.split(' '),
  });
  runAll(programs);
  sameFiles(path.join(root, 'dist'), programs.plain.output, programs.compiled.output, programs.tsNode.output);
  return programs;
}

/** Applications of the library, and plain objects that write the same. @param {string} folder a temporary one */
function applicationPrograms(folder, count, charts) {
  const kept = path.join(folder, `${count}-${charts}.json`);
  const asked = [`${count}`, `${charts}`];
  const { keep, ...programs } = into(folder, {
    keep: ['bench/programs/keep-objects.js', kept, ...asked],
    bare: BARE,
    plain: [PLAIN, kept],
    ours: ['bench/programs/applications.js', ...asked],
  });
  run(keep);
  runAll(programs);
  sameFiles(programs.ours.output, programs.plain.output);
  return programs;
}

/** @returns {Record<string, import('./processes').Program>} */
function into(folder, programs) {
  const entries = Object.entries(programs);
  return Object.fromEntries(
    entries.map(([key, arguments_]) => [key, { arguments: arguments_, output: path.join(folder, key) }]),
  );
}

function runAll(programs) {
  for (const program of Object.values(programs)) run(program);
}

/** @throws where folders do not hold the same files with the same bytes */
function sameFiles(folder, ...others) {
  const expected = contentOf(folder);
  for (const other of others) {
    const content = contentOf(other);
    const names = [...new Set([...Object.keys(expected), ...Object.keys(content)])];
    const differing = names.filter((name) => content[name] !== expected[name]);
    if (differing.length > 0) throw new Error(`${path.basename(other)} writes something else: ${differing.join(', ')}`);
  }
}

function contentOf(folder) {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

module.exports = { applicationPrograms, referencePrograms };
