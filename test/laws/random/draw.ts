// The decisions behind a random declaration. Each value that is handed to the API goes by its place in it, so that it is
// known what was used, and a test can put something else there.
import fc from 'fast-check';

export class Draw {
  /**
   * What was handed over first at each place: `HttpWorkloadProps.port`, `Health.http.path`. `[]` behind it are the items of a
   * list, `{}` the values of a map, `{key}` its keys.
   */
  readonly given = new Map<string, unknown>();
  private words = 0;

  /** @param instead what stands in for the first value of a place */
  constructor(
    private readonly g: fc.GeneratorValue,
    private readonly instead: ReadonlyMap<string, unknown> = new Map(),
  ) {}

  at<T>(place: string, value: T): T {
    if (this.given.has(place)) return value;
    this.given.set(place, value);
    return this.instead.has(place) ? (this.instead.get(place) as T) : value;
  }

  /** A group of properties, each of which may be left out. */
  group<Props>(type: string, makers: { [Property in keyof Props]?: () => Props[Property] }): Partial<Props> {
    const chosen = Object.entries<(() => unknown) | undefined>(makers).filter(() => this.maybe());
    return Object.fromEntries(
      chosen.map(([name, make]) => [name, this.at(`${type}.${name}`, make!())]),
    ) as Partial<Props>;
  }

  list<T>(place: string, most: number, make: () => T): T[] {
    return Array.from({ length: this.whole(0, most) }, () => this.at(`${place}[]`, make()));
  }

  map<T>(place: string, most: number, key: () => string, value: () => T): Record<string, T> {
    const entry = () => [this.at(`${place}{key}`, key()), this.at(`${place}{}`, value())];
    return Object.fromEntries(Array.from({ length: this.whole(0, most) }, entry));
  }

  maybe(): boolean {
    return this.g(fc.boolean);
  }

  one<T>(...values: T[]): T {
    return values[this.whole(0, values.length - 1)];
  }

  whole(min: number, max: number): number {
    return this.g(fc.integer, { min, max });
  }

  /** A word that is nowhere else. */
  word(): string {
    return `w${++this.words}x`;
  }
}

/** The draw of a seed, always the same. */
export function drawOf(seed: number, instead?: ReadonlyMap<string, unknown>): Draw {
  const [g] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  return new Draw(g, instead);
}
