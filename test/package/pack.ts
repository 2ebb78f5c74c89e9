// Packs the package, once for all tests.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { run } from './run';

const FOLDER = 'build/package';
export const PACKED = path.join(FOLDER, `${packageJson.name}-${packageJson.version}.tgz`);

export default function pack(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  run(['npm', 'pack', '--pack-destination', FOLDER]);
}
