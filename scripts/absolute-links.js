// node scripts/absolute-links.js v0.2.0: makes the relative links and images of README.md absolute, at a tag on GitHub.
// Registries show README.md without the files that it links to.
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const packageJson = require('../package.json');

const repository = packageJson.repository.url.replace(/\.git$/, '');
const IMAGE = /(!\[[^\]]*\]\(|\bsrc=")(?![a-z]+:|[#/])/g;
const LINK = /(\]\()(?![a-z]+:|[#/])/g;

/** A Markdown text whose links and images work outside the repository. Links inside the text stay. */
function absoluteLinks(markdown, tag) {
  return markdown.replace(IMAGE, `$1${repository}/raw/${tag}/`).replace(LINK, `$1${repository}/blob/${tag}/`);
}

if (require.main === module) {
  const [, , tag] = process.argv;
  if (tag === undefined) {
    console.error('the tag is missing. Name it, as in node scripts/absolute-links.js v0.2.0.');
    process.exit(1);
  }
  const file = path.join(__dirname, '../README.md');
  writeFileSync(file, absoluteLinks(readFileSync(file, 'utf8'), tag));
}

module.exports = { absoluteLinks };
