import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'generator', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
