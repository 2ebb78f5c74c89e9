// What a run of the benchmarks says: of which machine it is, and its tables.
const os = require('node:os');
const { APPLICATIONS, COLD_START } = require('./limits');

/** Neither a name of the machine nor a path on it. */
function machine() {
  const [{ model }] = os.cpus();
  const gibibytes = Math.round(os.totalmem() / 1024 ** 3);
  const { version } = require('cdk8s/package.json');
  return `${model.trim()}, ${os.cpus().length} cores, ${gibibytes} GiB of memory; ${os.type()}, Node ${process.version}, cdk8s ${version}.`;
}

/** @param {ReturnType<import('./comparison').compare>} reference */
function referenceTable(reference) {
  const names = {
    bare: '`node -e 0`',
    core: 'cdk8s loaded, and nothing done',
    plain: 'plain ApiObjects that write the reference stack',
    compiled: 'the reference stack, compiled',
    tsNode: 'the reference stack, as `cdk8s.yaml` runs it',
  };
  const rows = Object.entries(names).map(([key, name]) => [
    name,
    ...both(reference, key, ['bare']),
    key === 'compiled' ? String(COLD_START) : '',
  ]);
  return table(['program', 'time', '× Node', 'memory', '× Node', 'at most'], rows);
}

/** @param {{ count: number, charts: number, figures: ReturnType<import('./comparison').compare> }[]} sizes */
function applicationsTable(sizes) {
  const rows = sizes.map(({ count, charts, figures }) => [
    ...[count, charts].map((number) => number.toLocaleString('en')),
    ...both(figures, 'ours', ['bare', 'plain']),
    String(APPLICATIONS),
  ]);
  const header = [
    'applications',
    'charts',
    'time',
    '× Node',
    '× plain',
    'memory',
    '× Node',
    '× plain',
    '× plain at most',
  ];
  return table(header, rows);
}

/** Time and memory of a program, each followed by its ratios to others. */
function both(figures, key, others) {
  const ratios = others.map((other) => figures.ratio(key, other));
  return [
    duration(figures.milliseconds(key)),
    ...ratios.map(({ time, medianTime }) => `${time.toFixed(2)} (${medianTime.toFixed(2)})`),
    `${Math.round(figures.mebibytes(key))} MiB`,
    ...ratios.map(({ memory }) => memory.toFixed(2)),
  ];
}

function duration(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function table(header, rows) {
  const alignment = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

module.exports = { applicationsTable, machine, referenceTable };
