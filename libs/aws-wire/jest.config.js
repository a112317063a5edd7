import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'aws-wire', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
