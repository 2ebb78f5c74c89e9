// The decisions behind a random declaration. Every value that is passed to the API is named by its place there, so that
// tests know which places were used, and can replace a value.
import { RandomNumbers } from './random-numbers';

/** The random decisions of one app. The same seed gives the same decisions. */
export class Draw {
  /**
   * The first value at each place: `HttpWorkloadProps.port`, `Health.http.path`. A place that ends with `[]` is an item of
   * a list, with `{}` a value of a map, with `{key}` its key.
   */
  readonly values = new Map<string, unknown>();
  private numbers: RandomNumbers;
  private words = 0;

  /** @param replacements values that replace the first value of a place */
  constructor(
    seed: number,
    private readonly replacements: ReadonlyMap<string, unknown> = new Map(),
  ) {
    this.numbers = new RandomNumbers(seed);
  }

  /** Returns the value for a place, or its replacement. */
  at<T>(place: string, value: T): T {
    if (this.values.has(place)) return value;
    this.values.set(place, value);
    return this.replacements.has(place) ? (this.replacements.get(place) as T) : value;
  }

  /** Makes decisions that neither depend on earlier ones nor change later ones. */
  within<T>(name: string, decide: () => T): T {
    const outer = this.numbers;
    this.numbers = outer.stream(name);
    try {
      return decide();
    } finally {
      this.numbers = outer;
    }
  }

  /** Returns a group of properties, each of which may be absent. */
  group<Props>(type: string, makers: { [Property in keyof Props]?: () => Props[Property] }): Partial<Props> {
    const entries = Object.entries<(() => unknown) | undefined>(makers).flatMap(([name, make]) => {
      const place = `${type}.${name}`;
      return this.within(place, () => (this.boolean() ? [[name, this.at(place, make!())]] : []));
    });
    return Object.fromEntries(entries) as Partial<Props>;
  }

  /** Returns a list of 0 to `most` items. */
  list<T>(place: string, most: number, make: () => T): T[] {
    return this.within(place, () => Array.from({ length: this.integer(0, most) }, () => this.at(`${place}[]`, make())));
  }

  /** Returns a map of 0 to `most` entries. */
  map<T>(place: string, most: number, key: () => string, value: () => T): Record<string, T> {
    const entry = () => [this.at(`${place}{key}`, key()), this.at(`${place}{}`, value())];
    return this.within(place, () => Object.fromEntries(Array.from({ length: this.integer(0, most) }, entry))) as Record<
      string,
      T
    >;
  }

  boolean(): boolean {
    return this.numbers.next() % 2 === 0;
  }

  /** Picks one of several values. */
  pick<T>(...values: readonly T[]): T {
    return values[this.numbers.below(values.length)];
  }

  /** Returns a whole number in a range, often one of its ends. */
  integer(from: number, to: number): number {
    const end = this.numbers.next() % 10;
    if (to - from > 10 && end < 2) return [from, to][end];
    return from + (this.numbers.next() % (to - from + 1));
  }

  /** Returns a word that occurs nowhere else in the app. */
  word(): string {
    return `w${++this.words}x`;
  }
}
