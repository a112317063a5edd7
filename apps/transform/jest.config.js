import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'transform', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
