// node scripts/release-notes.js 0.2.0: prints the section of CHANGELOG.md for a version, which has to be that of
// package.json. It becomes the text of the release.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const packageJson = require('../package.json');

/** The text below the heading of a version, up to the next version. */
function releaseNotes(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\[?([^\s\]]+)/.exec(text)?.[1] === version);
  if (section === undefined) {
    throw new Error(`CHANGELOG.md has no section "## ${version}". Rename the section "Unreleased".`);
  }
  const notes = section.slice(section.indexOf('\n')).trim();
  if (notes === '') throw new Error(`the section "## ${version}" of CHANGELOG.md is empty. Say what changed.`);
  return `${notes}\n`;
}

function main(version) {
  if (version !== packageJson.version) {
    throw new Error(`the version is ${version}; allowed: ${packageJson.version}, as in package.json. Move the tag.`);
  }
  return releaseNotes(readFileSync(path.join(__dirname, '../CHANGELOG.md'), 'utf8'), version);
}

if (require.main === module) {
  try {
    process.stdout.write(main(process.argv[2]));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

module.exports = { releaseNotes };
