// Programs beside one another: what each costs, and what that is as a multiple of another one's cost.
const { memory, time } = require('./processes');

/**
 * Measures programs in turn, so that what else the machine does falls on all of them.
 * @template {string} Key
 * @param {Record<Key, import('./processes').Program>} programs
 * @param {{ times: number, memories: number }} rounds
 */
function compare(programs, rounds) {
  const times = inTurn(programs, time, rounds.times);
  const memories = inTurn(programs, memory, rounds.memories);
  return {
    /** Of the fastest round: what else the machine does only ever adds to it. */
    milliseconds: (key) => Math.min(...times[key]),
    mebibytes: (key) => median(memories[key]),
    /** Of the fastest rounds and, for comparison, of the medians. */
    ratio: (key, other) => ({
      time: Math.min(...times[key]) / Math.min(...times[other]),
      medianTime: median(times[key]) / median(times[other]),
      memory: median(memories[key]) / median(memories[other]),
    }),
  };
}

/** A figure for each program and round; every other round goes backwards. */
function inTurn(programs, measure, rounds) {
  const keys = Object.keys(programs);
  const figures = Object.fromEntries(keys.map((key) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const key of round % 2 === 0 ? keys : keys.toReversed()) figures[key].push(measure(programs[key]));
  }
  return figures;
}

function median(figures) {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

module.exports = { compare };
