// Shared by the tests of the packages for other languages: the programs and commands of docs/languages.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { blocks, page } from '../readme';
import { run } from './run';

const LANGUAGES = page('docs/languages.md');
const { devDependencies: pinned } = packageJson;

/** The packages whose types are in the API, in the order of their dependencies. */
export const PEERS = ['constructs', 'cdk8s', 'cdk8s-plus-27'] as const;

/** The first `npm pack` has compiled the package: no command compiles it again. */
export const COMPILED = { npm_config_ignore_scripts: 'true' };

/** The only block of a language. */
export function program(language: string): string {
  const [code, ...others] = blocks(language, LANGUAGES);
  if (others.length > 0) throw new Error(`docs/languages.md has ${others.length + 1} programs in ${language}`);
  return code;
}

/** The commands that install the package for a language. */
export function commands(language: string): string[] {
  return program(`sh ${language}`).trimEnd().split('\n');
}

/**
 * Generates the code of the peers in a language, from their npm packages: they have the versions of this checkout, and
 * tests need no second registry that has them all. Returns one folder for each peer.
 */
export function generatePeers(language: 'java' | 'go'): string[] {
  return PEERS.map((peer) => {
    const folder = path.resolve('build/peers', language, `${peer}-${pinned[peer]}`);
    if (!existsSync(folder)) {
      const half = `${folder}.half`;
      rmSync(half, { recursive: true, force: true });
      mkdirSync(path.dirname(folder), { recursive: true });
      const options = ['--code-only', '--no-npmignore', '--targets', language, '--outdir', half];
      run(['npx', 'jsii-pacmak', ...options, path.join('node_modules', peer)]);
      run(['mv', half, folder]);
    }
    return path.join(folder, language);
  });
}

/** `describe`, or `describe.skip` on a developer's machine without a program. CI has to have them all. */
export function describeWith(...programs: string[]): jest.Describe {
  const isMissing = programs.some((name) => spawnSync('which', [name]).status !== 0);
  return isMissing && !process.env.CI ? describe.skip : describe;
}
