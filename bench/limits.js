// The highest allowed cost of synthesis, for wall time and peak memory: ratios of whole processes in one run.

/** The compiled reference stack, relative to `node -e 0`. */
const COLD_START_LIMIT = 3.5;

/** Applications of the library, relative to plain ApiObjects that write the same manifests. */
const APPLICATIONS_LIMIT = 1.5;

/** @returns {string[]} a message for each exceeded limit */
function checkLimits(reference, sizes) {
  const measurements = [
    {
      subject: 'the compiled reference stack',
      baseline: 'bare Node',
      limit: COLD_START_LIMIT,
      ...reference.ratio('compiled', 'node'),
    },
    ...sizes.map(({ count, charts, figures }) => ({
      subject: `${count} applications in ${charts} charts`,
      baseline: 'plain ApiObjects',
      limit: APPLICATIONS_LIMIT,
      ...figures.ratio('library', 'plain'),
    })),
  ];
  const messages = measurements.flatMap(({ subject, baseline, limit, time, memory }) => [
    time > limit && `${subject}: ${time.toFixed(2)} times the time of ${baseline}; allowed: at most ${limit}`,
    memory > limit && `${subject}: ${memory.toFixed(2)} times the memory of ${baseline}; allowed: at most ${limit}`,
  ]);
  return messages.filter(Boolean);
}

module.exports = { APPLICATIONS_LIMIT, COLD_START_LIMIT, checkLimits };
