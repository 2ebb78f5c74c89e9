/** The packed package in projects of its own; needs python3, the npm registry and PyPI. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/package'],
  globalSetup: '<rootDir>/test/package/pack.ts',
  testTimeout: 300_000,
};
