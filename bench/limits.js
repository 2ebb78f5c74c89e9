// What synthesis may cost at most, in wall time and in peak memory alike: ratios of whole processes in one run.

/** The compiled reference stack, to `node -e 0`. */
const COLD_START = 3.5;

/** Applications of the library, to plain ApiObjects that write the same. */
const APPLICATIONS = 1.5;

/** @returns {string[]} what is above its limit */
function exceeded(reference, sizes) {
  const all = [
    {
      what: 'the compiled reference stack',
      to: 'bare Node',
      limit: COLD_START,
      ...reference.ratio('compiled', 'bare'),
    },
    ...sizes.map(({ count, charts, figures }) => ({
      what: `${count} applications in ${charts} charts`,
      to: 'plain ApiObjects',
      limit: APPLICATIONS,
      ...figures.ratio('ours', 'plain'),
    })),
  ];
  const messages = all.flatMap(({ what, to, limit, time, memory }) => [
    time > limit && `${what}: ${time.toFixed(2)} times the time of ${to}; at most ${limit}`,
    memory > limit && `${what}: ${memory.toFixed(2)} times the memory of ${to}; at most ${limit}`,
  ]);
  return messages.filter(Boolean);
}

module.exports = { APPLICATIONS, COLD_START, exceeded };
