import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'ops', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
