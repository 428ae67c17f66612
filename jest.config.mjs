// Tests run as CommonJS: native ESM with CDK needs an order of magnitude more time and memory. Packages that
// ship only ES modules are transformed like our own files.
const esmOnly = ['typebox'];

export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/integ/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/dist\\..*/', '<rootDir>/\\.factory/'],
  testEnvironment: 'node',
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs', ignoreDynamic: false },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  maxWorkers: 2,
  // Generous, because machines are noisy: no test is about time.
  testTimeout: 60_000,
};
