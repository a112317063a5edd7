import preset from '../../jest.preset.js';

// A story starts real processes and waits for real deliveries; one at a time, so that each has the machine to itself.
export default {
  ...preset,
  displayName: 'pipeline-e2e',
  rootDir: import.meta.dirname,
  coverageDirectory: 'coverage',
  maxWorkers: 1,
  testTimeout: 120_000,
};
