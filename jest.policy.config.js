/** The judges of manifests, which lie beside the checkout or where JUDGE says. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/policy'],
};
