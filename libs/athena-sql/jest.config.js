import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'athena-sql', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
