import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'sales-event', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
