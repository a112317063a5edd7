import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'deployment', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
