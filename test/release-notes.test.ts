// The text of a release is its section of CHANGELOG.md.
import { spawnSync } from 'node:child_process';
import packageJson from '../package.json';
import { releaseNotes } from '../scripts/release-notes';
import { page } from './readme';

const CHANGELOG = `# Changelog

Introduction.

## Unreleased

- Not yet.

## 0.2.0

### Added

- A component.

## [0.1.0] - 2026-12-01

- The first release.

## 0.0.1
`;

test('has everything up to the next version', () => {
  expect(releaseNotes(CHANGELOG, '0.2.0')).toBe('### Added\n\n- A component.\n');
});

test('accepts a date and brackets in the heading', () => {
  expect(releaseNotes(CHANGELOG, '0.1.0')).toBe('- The first release.\n');
});

test('fails without a section for the version', () => {
  expect(() => releaseNotes(CHANGELOG, '0.3.0')).toThrow(
    'CHANGELOG.md has no section "## 0.3.0". Rename the section "Unreleased".',
  );
});

test('fails if the section is empty', () => {
  expect(() => releaseNotes(CHANGELOG, '0.0.1')).toThrow(
    'the section "## 0.0.1" of CHANGELOG.md is empty. Say what changed.',
  );
});

test('fails if the tag is not the version of package.json', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/release-notes.js', '9.9.9'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe(`the version is 9.9.9; allowed: ${packageJson.version}, as in package.json. Move the tag.\n`);
});

test('CHANGELOG.md has a section for the next release', () => {
  const sections = [...page('CHANGELOG.md').matchAll(/^## (\S+)/gm)].map(([, name]) => name);
  expect(['Unreleased', packageJson.version]).toContain(sections[0]);
});
