// The report of a run: a description of the machine, and tables.
const os = require('node:os');
const { APPLICATIONS_LIMIT, COLD_START_LIMIT } = require('./limits');

/** Describes the machine, without its name or a path on it. */
function describeMachine() {
  const [{ model }] = os.cpus();
  const gibibytes = Math.round(os.totalmem() / 1024 ** 3);
  const { version } = require('cdk8s/package.json');
  return `${model.trim()}, ${os.cpus().length} cores, ${gibibytes} GiB of memory; ${os.type()}, Node ${process.version}, cdk8s ${version}.`;
}

/** @param {ReturnType<import('./comparison').compare>} reference */
function renderReferenceTable(reference) {
  const names = {
    node: '`node -e 0`',
    cdk8s: 'cdk8s, loaded only',
    plain: 'plain ApiObjects that write the reference stack',
    compiled: 'the reference stack, compiled',
    tsNode: 'the reference stack, as `cdk8s.yaml` runs it',
  };
  const rows = Object.entries(names).map(([key, name]) => [
    name,
    ...renderFigures(reference, key, ['node']),
    key === 'compiled' ? String(COLD_START_LIMIT) : '',
  ]);
  return renderTable(['program', 'time', '× Node', 'memory', '× Node', 'limit (× Node)'], rows);
}

/** @param {{ count: number, charts: number, figures: ReturnType<import('./comparison').compare> }[]} sizes */
function renderApplicationsTable(sizes) {
  const rows = sizes.map(({ count, charts, figures }) => [
    ...[count, charts].map((number) => number.toLocaleString('en')),
    ...renderFigures(figures, 'library', ['node', 'plain']),
    String(APPLICATIONS_LIMIT),
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
    'limit (× plain)',
  ];
  return renderTable(header, rows);
}

/** Returns time and memory of a program, each followed by its ratios to the baselines. */
function renderFigures(figures, key, baselines) {
  const ratios = baselines.map((baseline) => figures.ratio(key, baseline));
  return [
    formatDuration(figures.milliseconds(key)),
    ...ratios.map(({ time, medianTime }) => `${time.toFixed(2)} (${medianTime.toFixed(2)})`),
    `${Math.round(figures.mebibytes(key))} MiB`,
    ...ratios.map(({ memory }) => memory.toFixed(2)),
  ];
}

function formatDuration(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function renderTable(header, rows) {
  const alignment = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

module.exports = { describeMachine, renderApplicationsTable, renderReferenceTable };
