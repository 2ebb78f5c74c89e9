// Random numbers that depend on a seed and on the names of the decisions that they are drawn for.

/** A stream of random numbers. Streams inside it are independent of it and of each other. */
export class RandomNumbers {
  private drawn = 0;
  private readonly streams = new Map<string, number>();

  constructor(private readonly seed: number) {}

  /** Returns a whole number from 0 to 2^32 - 1. */
  next(): number {
    return mix(this.seed + Math.imul(++this.drawn, 0x9e3779b9));
  }

  /** Returns a stream for decisions with a name; another one each time. */
  stream(name: string): RandomNumbers {
    const count = this.streams.get(name) ?? 0;
    this.streams.set(name, count + 1);
    return new RandomNumbers(hash(`${name} ${count}`, this.seed));
  }

  /**
   * Returns a whole number below a limit. If the limit grows by one, the number is mostly the same: an alternative that is
   * appended to a list takes its share from the others, and changes nothing between them.
   */
  below(limit: number): number {
    const draw = this.next();
    let best = { index: 0, score: -1 };
    for (let index = 0; index < limit; index++) {
      const score = mix(draw + Math.imul(index + 1, 0x85ebca6b));
      if (score > best.score) best = { index, score };
    }
    return best.index;
  }
}

/** Spreads a change of one bit over all bits: the finalizer of MurmurHash3. */
function mix(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** FNV-1a. */
function hash(text: string, seed: number): number {
  let bits = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  return mix(bits);
}
