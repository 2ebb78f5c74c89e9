// The table of faults. Each row is a test that returns its measurements.
import { mkdirSync, writeFileSync } from 'node:fs';

/** Whether each row runs as long as for the published table. Otherwise it runs in a short form. */
export const isFull = process.env.FAULTS === 'full';

/** The duration of the longest row. */
export const MINUTES = Number(process.env.FAULTS_MINUTES ?? 30);

const rows: [fault: string, guarantee: string][] = [];
const measured: string[][] = [];
const TIMEOUT_MS = (isFull ? 30 + MINUTES : 10) * 60_000;

/**
 * Declares a row of the table.
 * @param measure injects the fault, checks the guarantee, and returns the measurements
 * @param runs whether this run includes the row
 */
export function row(fault: string, guarantee: string, measure: () => Promise<string>, runs = true): void {
  rows.push([fault, guarantee]);
  if (!runs) return;
  const fill = async () => {
    const cells = [fault, guarantee, 'FAILED'];
    measured.push(cells);
    cells[2] = await measure();
  };
  test(`${fault}: ${guarantee}`, fill, TIMEOUT_MS);
}

/** The fault and the guarantee of every row. */
export function declaredRows(): [fault: string, guarantee: string][] {
  return rows;
}

/** Prints the measured rows, and writes them to a file. */
export function printTable(): void {
  const lines = [['Fault', 'Guarantee', 'Measured'], ['---', '---', '---'], ...measured];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  mkdirSync('build', { recursive: true });
  writeFileSync(`build/faults${isFull ? '' : '-short'}.md`, table);
  process.stdout.write(`\n${table}`);
}
