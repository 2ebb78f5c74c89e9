// npm run bench: measures synthesis against bare Node and plain cdk8s. Fails if a limit is exceeded.
//   -- --quick  fewer sizes and rounds, in less than a minute
//   -- --write  writes the figures to docs/benchmarks.md
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const prettier = require('prettier');
const { compare } = require('./comparison');
const { checkGrowth, measureGrowth } = require('./growth');
const { checkLimits } = require('./limits');
const { root } = require('./processes');
const { prepareApplications, prepareReference } = require('./programs');
const { describeMachine, renderApplicationsTable, renderReferenceTable } = require('./report');

/** Numbers of applications and charts, and how often each size is timed: slower sizes less often. */
const SIZES = [
  { count: 1, charts: 1, times: 21 },
  { count: 10, charts: 1, times: 15 },
  { count: 10, charts: 10, times: 15 },
  { count: 100, charts: 1, times: 11 },
  { count: 100, charts: 100, times: 11 },
  { count: 1000, charts: 1, times: 5 },
  { count: 1000, charts: 1000, times: 3 },
];
const QUICK_SIZES = [
  { count: 1, charts: 1, times: 11 },
  { count: 100, charts: 1, times: 3 },
  { count: 100, charts: 100, times: 3 },
];

function measure(folder, isQuick) {
  const memories = isQuick ? 1 : 3;
  console.error('measuring the reference stack');
  const reference = compare(prepareReference(folder), { times: isQuick ? 11 : 21, memories });
  const sizes = (isQuick ? QUICK_SIZES : SIZES).map(({ count, charts, times }) => {
    console.error(`measuring ${count} applications in ${charts} charts`);
    return { count, charts, figures: compare(prepareApplications(folder, count, charts), { times, memories }) };
  });
  return { reference, sizes };
}

const MARKERS = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];

/** Replaces the text between the markers of the page. */
async function writeFigures(figures) {
  const file = path.join(root, 'docs/benchmarks.md');
  const page = readFileSync(file, 'utf8');
  const [before, after] = [page.split(MARKERS[0])[0], page.split(MARKERS[1])[1]];
  writeFileSync(file, await format([before + MARKERS[0], figures, MARKERS[1] + after].join('\n\n')));
}

async function format(markdown) {
  return prettier.format(markdown, { ...(await prettier.resolveConfig(root)), parser: 'markdown' });
}

async function main(options) {
  const isBusy = os.loadavg()[0] > os.cpus().length;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    const { reference, sizes } = measure(folder, options.includes('--quick'));
    const tables = [renderReferenceTable(reference), renderApplicationsTable(sizes)];
    const figures = await format([describeMachine(), ...tables].join('\n\n'));
    console.log(figures);
    if (options.includes('--write')) await writeFigures(figures);
    const errors = [...checkLimits(reference, sizes), ...checkGrowth(measureGrowth())];
    for (const error of errors) console.error(error);
    if (isBusy) console.error('the machine was under load at the start; measure again when it is idle');
    process.exitCode = errors.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2));
