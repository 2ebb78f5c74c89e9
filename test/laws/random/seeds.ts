// Random apps that have something in a certain place.
import { drawOf } from './draw';
import { randomApp } from './stacks';

export interface Candidate {
  readonly seed: number;
  readonly value: unknown;
  readonly size: number;
}

/** For each place a small random app that has something there: if possible a word that is nowhere else, and in its manifests. */
export function smallest(all: string[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate[]>(all.map((place) => [place, []]));
  for (let seed = 0; seed < 320; seed++) {
    const d = drawOf(seed);
    const size = randomApp(d).app.node.findAll().length;
    for (const [place, found] of candidates) {
      const value = d.given.get(place);
      if (d.given.has(place)) found.push({ seed, value, size: /w\d+x/i.test(String(value)) ? size : size + 1000 });
    }
  }
  return new Map([...candidates].map(([place, found]) => [place, visible(found.sort((a, b) => a.size - b.size))]));
}

function visible(candidates: Candidate[]): Candidate {
  const isVisible = ({ seed, value }: Candidate) => typeof value !== 'string' || yamlOf(seed).includes(value);
  return candidates.find(isVisible) ?? candidates[0];
}

const yamls = new Map<number, string>();

function yamlOf(seed: number): string {
  const yaml = yamls.get(seed) ?? randomApp(drawOf(seed)).app.synthYaml();
  yamls.set(seed, yaml);
  return yaml;
}
