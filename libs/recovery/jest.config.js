import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'recovery', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
