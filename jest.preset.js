// Compiles with swc to CommonJS and resolves workspace packages to their TypeScript source, so no build comes first.
const swc = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};

export default {
  testEnvironment: 'node',
  // No test is about time: a busy machine may take as long as it needs.
  testTimeout: 60_000,
  testEnvironmentOptions: { customExportConditions: ['@sales-cdc/source', 'node', 'require', 'default'] },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.[cm]?ts$': ['@swc/jest', swc], 'dt-sql-parser/.+\\.js$': ['@swc/jest', { module: swc.module }] },
  // Its published modules import directories and files without their ending, which Node does not resolve.
  transformIgnorePatterns: ['/node_modules/(?!dt-sql-parser/)'],
  coverageReporters: ['text-summary', 'json', 'html'],
};
