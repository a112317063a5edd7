import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'transform-handler',
  rootDir: import.meta.dirname,
  coverageDirectory: 'coverage',
};
