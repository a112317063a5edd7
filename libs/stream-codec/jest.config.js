import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'stream-codec', rootDir: import.meta.dirname, coverageDirectory: 'coverage' };
