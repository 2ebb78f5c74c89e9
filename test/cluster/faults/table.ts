// The table of faults: each row is a test, and says its figures.
import { mkdirSync, writeFileSync } from 'node:fs';

/** Whether each row goes on as long as for README's table; else it is a short form of it. */
export const isFull = process.env.FAULTS === 'full';

/** How long the longest row goes on. */
export const MINUTES = Number(process.env.FAULTS_MINUTES ?? 30);

const rows: [fault: string, guarantee: string][] = [];
const seen: string[][] = [];
const TIMEOUT_MS = (isFull ? 30 + MINUTES : 10) * 60_000;

/** A row: what is done, what holds all the same, and the figures that were seen. One that is not for now is left out. */
export function row(fault: string, guarantee: string, tried: () => Promise<string>, isNow = true): void {
  rows.push([fault, guarantee]);
  if (!isNow) return;
  const tell = async () => {
    const cells = [fault, guarantee, 'FAILED'];
    seen.push(cells);
    cells[2] = await tried();
  };
  test(`${fault}: ${guarantee}`, tell, TIMEOUT_MS);
}

/** What is done, and what holds, of all rows. */
export function declaredRows(): [fault: string, guarantee: string][] {
  return rows;
}

/** Prints the rows that were tried, and keeps them in a file. */
export function printTable(): void {
  const lines = [['what happens', 'what holds', 'what was seen'], ['---', '---', '---'], ...seen];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  mkdirSync('build', { recursive: true });
  writeFileSync(`build/faults${isFull ? '' : '-short'}.md`, table);
  process.stdout.write(`\n${table}`);
}
