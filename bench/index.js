// npm run bench: what synthesis costs, beside bare Node and plain cdk8s. Fails where a limit is exceeded.
//   -- --quick  fewer sizes and rounds, under a minute
//   -- --write  puts the figures into docs/benchmarks.md
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const prettier = require('prettier');
const { compare } = require('./comparison');
const { exceeded } = require('./limits');
const { root } = require('./processes');
const { applicationPrograms, referencePrograms } = require('./programs');
const { applicationsTable, machine, referenceTable } = require('./report');

/** How many applications in how many charts, and how often each is timed: what takes longer, less often. */
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

function measure(folder, quick) {
  const memories = quick ? 1 : 3;
  console.error('measuring the reference stack');
  const reference = compare(referencePrograms(folder), { times: quick ? 11 : 21, memories });
  const sizes = (quick ? QUICK_SIZES : SIZES).map(({ count, charts, times }) => {
    console.error(`measuring applications: ${count}, charts: ${charts}`);
    return { count, charts, figures: compare(applicationPrograms(folder, count, charts), { times, memories }) };
  });
  return { reference, sizes };
}

const MARKS = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];

/** Puts figures between the marks of a document. */
async function write(figures) {
  const file = path.join(root, 'docs/benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.split(MARKS[0])[0], text.split(MARKS[1])[1]];
  writeFileSync(file, await formatted([before + MARKS[0], figures, MARKS[1] + after].join('\n\n')));
}

async function formatted(markdown) {
  return prettier.format(markdown, { ...(await prettier.resolveConfig(root)), parser: 'markdown' });
}

async function main(options) {
  const isBusy = os.loadavg()[0] > os.cpus().length;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    const { reference, sizes } = measure(folder, options.includes('--quick'));
    const figures = await formatted([machine(), referenceTable(reference), applicationsTable(sizes)].join('\n\n'));
    console.log(figures);
    if (options.includes('--write')) await write(figures);
    const above = exceeded(reference, sizes);
    for (const message of above) console.error(message);
    if (isBusy) console.error('the machine had other work from the beginning: measure again when it has none');
    process.exitCode = above.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2));
