import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'local-cloud',
  rootDir: import.meta.dirname,
  coverageDirectory: 'coverage',
  testMatch: [...preset.testMatch, '<rootDir>/{contract,update-behaviour}/**/*.spec.mjs'],
  transform: { ...preset.transform, '^.+\\.mjs$': ['@swc/jest', { module: { type: 'commonjs' } }] },
  reporters: ['default', '<rootDir>/contract/contract-reporter.mjs'],
};
