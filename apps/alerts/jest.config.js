import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'alerts', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
