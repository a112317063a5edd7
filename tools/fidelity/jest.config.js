export default {
  displayName: 'fidelity',
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.mjs'],
  // Plain modules that Node runs as they are; jest needs to be told so.
  transform: { '\\.mjs$': ['@swc/jest', { module: { type: 'commonjs' } }] },
  moduleFileExtensions: ['mjs', 'js', 'json'],
};
