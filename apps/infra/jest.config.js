import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'infra', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
