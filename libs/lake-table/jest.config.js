import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'lake-table', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
