// npm run test:node -- 22: the everyday tests, without the laws, on another version of Node.js. npm has Node.js as the
// package `node`.
const { spawnSync } = require('node:child_process');

const [version, ...options] = process.argv.slice(2);
if (!version) {
  console.error('the version of Node.js is missing; name it, such as: npm run test:node -- 22');
  process.exit(1);
}

/** Runs a command with that version as `node`, and exits if it fails. */
function run(...command) {
  const npx = ['--yes', '--package', `node@${version}`, '--', ...command];
  const { status } = spawnSync('npx', npx, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('node', '--eval', 'console.log(`Node.js ${process.version}`)');
run('node', 'node_modules/jest/bin/jest.js', '--config', 'jest.compatibility.config.js', ...options);
