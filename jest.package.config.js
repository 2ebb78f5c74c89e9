/** The packed package in other projects and languages; needs python3, a JDK, Maven, Go, and their registries. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/package'],
  globalSetup: '<rootDir>/test/package/pack.ts',
  testTimeout: 300_000,
};
