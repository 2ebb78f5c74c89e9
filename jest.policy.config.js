/** Manifest scanners, run by the program that JUDGE names, or by the one beside the checkout. @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/policy'],
};
