import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'cdc-constructs',
  rootDir: import.meta.dirname,
  coverageDirectory: 'coverage',
};
