/** The everyday tests: no cluster, no network. @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', '/test/cluster/', '/test/package/', '/test/policy/'],
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  moduleNameMapper: { '^cdk8s-webstack$': '<rootDir>/src/index.ts' },
  snapshotFormat: { escapeString: false, printBasicPrototype: false },
  snapshotSerializers: ['<rootDir>/test/plain-text.js'],
};
