/** The tests on a real cluster, that of KUBECONFIG. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/cluster'],
  testTimeout: 600_000,
};
