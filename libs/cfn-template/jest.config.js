import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'cfn-template', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
