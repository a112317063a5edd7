import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemDisk } from './disk.js';
import { openDataDirectory } from './data-directory.js';

describe('A data directory', () => {
  let path: string;
  beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'data-directory-'))));
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('is created where there is none', async () => {
    await expect(openDataDirectory(systemDisk, join(path, 'a', 'b'), ['sales-dev'])).resolves.toBeUndefined();
  });

  it('is opened again for the stacks it holds', async () => {
    await openDataDirectory(systemDisk, path, ['sales-dev']);
    await expect(openDataDirectory(systemDisk, path, ['sales-dev'])).resolves.toBeUndefined();
  });

  it('refuses the stacks of another stage', async () => {
    await openDataDirectory(systemDisk, path, ['sales-dev']);
    await expect(openDataDirectory(systemDisk, path, ['sales-prod'])).rejects.toThrow(
      /holds sales-dev, not sales-prod/,
    );
  });

  it('says so when it cannot be written', async () => {
    await writeFile(join(path, 'file'), '');
    await expect(openDataDirectory(systemDisk, join(path, 'file', 'below'), [])).rejects.toThrow(/cannot be written/);
  });
});
