import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'cdk-cli', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
