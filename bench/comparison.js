// Compares programs: what each costs, and the ratio to the cost of another program.
const { measureMemory, measureTime } = require('./processes');

/**
 * Measures programs alternately, so that other load on the machine affects all of them.
 * @template {string} Key
 * @param {Record<Key, import('./processes').Program>} programs
 * @param {{ times: number, memories: number }} rounds how often time and memory are measured
 */
function compare(programs, rounds) {
  const times = measureInRounds(programs, measureTime, rounds.times);
  const memories = measureInRounds(programs, measureMemory, rounds.memories);
  return {
    /** The time of the fastest round: other load on the machine only ever adds time. */
    milliseconds: (key) => Math.min(...times[key]),
    mebibytes: (key) => median(memories[key]),
    /** The ratio of the fastest rounds and, for comparison, of the medians. */
    ratio: (key, other) => ({
      time: Math.min(...times[key]) / Math.min(...times[other]),
      medianTime: median(times[key]) / median(times[other]),
      memory: median(memories[key]) / median(memories[other]),
    }),
  };
}

/** Returns one measurement per program and round. Every other round runs in reverse order. */
function measureInRounds(programs, measure, rounds) {
  const keys = Object.keys(programs);
  const measurements = Object.fromEntries(keys.map((key) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const key of round % 2 === 0 ? keys : keys.toReversed()) measurements[key].push(measure(programs[key]));
  }
  return measurements;
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

module.exports = { compare };
