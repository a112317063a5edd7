import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireLambdaBundle } from './lambda-bundle.js';

describe('the bundle of a Lambda', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the folder that holds index.cjs', () => {
    writeFileSync(join(folder, 'index.cjs'), '');
    expect(requireLambdaBundle('alerts', folder)).toBe(folder);
  });

  it('is asked for by name when it was not built', () => {
    expect(() => requireLambdaBundle('alerts', folder)).toThrow(
      /index\.cjs is missing; build it with "nx run alerts:build"\.$/,
    );
  });
});
