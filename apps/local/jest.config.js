import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'local', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
