import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTransformBundle } from './transform-bundle.js';

describe('the transform bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the folder that holds index.cjs', () => {
    writeFileSync(join(folder, 'index.cjs'), '');
    expect(requireTransformBundle(folder)).toBe(folder);
  });

  it('is asked for by name when it was not built', () => {
    expect(() => requireTransformBundle(folder)).toThrow(
      /index\.cjs is missing; build it with "nx run transform:build"\.$/,
    );
  });
});
