/** The packed package in a project of its own; needs the npm registry. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/package'],
  testTimeout: 300_000,
};
