const everyday = require('./jest.config.js');

/**
 * The everyday tests for other versions of Node.js and of the peers: without the laws, and without the tests of text,
 * which these versions cannot change. They read the YAML of every declaration, which these versions can change. @type {import('jest').Config}
 */
module.exports = {
  ...everyday,
  globals: { READS_YAML: true },
  testTimeout: 60_000, // other programs run beside them
  testPathIgnorePatterns: [
    ...everyday.testPathIgnorePatterns,
    '/test/laws/',
    '/test/words.test.ts',
    '/test/line-endings.test.ts',
  ],
};
