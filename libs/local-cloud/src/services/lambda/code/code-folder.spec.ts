import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { testContext } from '../../../core/test-context.js';
import { codeFolder } from './code-folder.js';

/** A ZIP archive of stored files: what `zip -0` writes. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const zipOf = (files: Readonly<Record<string, string>>): Buffer => {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(nameBytes.length, 22);
    const entry = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, nameBytes, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), facts, rest, nameBytes);
    entries.push(entry);
    offset += entry.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...entries, central, end]);
};

describe("A function's code", () => {
  let folder: string;
  const objects = new Map<string, Uint8Array>();
  const assets = {
    pathOf: (key: string) => (key === 'of-assembly' ? '/assembly/asset' : undefined),
    readObject: async (bucket: string, key: string) => objects.get(`${bucket}/${key}`),
    hasBucket: async () => true,
  };
  const find = (S3Key: string) => codeFolder({ S3Bucket: 'b', S3Key }, assets, testContext(folder));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'code-'));
    objects.clear();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the folder of the assembly where that has it', async () => {
    expect(await find('of-assembly')).toBe('/assembly/asset');
  });

  it('is unzipped from S3, and kept when the object is gone', async () => {
    objects.set('b/code.zip', zipOf({ 'index.mjs': 'export const handler = 1;', 'lib/part.js': 'part' }));
    const code = (await find('code.zip')) ?? '';
    expect((await readdir(code)).sort()).toEqual(['index.mjs', 'lib']);
    expect(await readFile(join(code, 'lib', 'part.js'), 'utf8')).toBe('part');
    objects.clear();
    expect(await find('code.zip')).toBe(code);
  });

  it('is another folder when the object holds something else', async () => {
    objects.set('b/code.zip', zipOf({ 'index.mjs': 'first' }));
    const first = await find('code.zip');
    objects.set('b/code.zip', zipOf({ 'index.mjs': 'second' }));
    expect(await readFile(join((await find('code.zip')) ?? '', 'index.mjs'), 'utf8')).toBe('second');
    expect(await find('code.zip')).not.toBe(first);
  });

  it('is nowhere when neither has it', async () => {
    expect(await find('none.zip')).toBeUndefined();
  });

  it.each([
    ['no archive', () => Buffer.from('not a zip')],
    ['a file that would leave the folder', () => zipOf({ '../evil.js': 'evil' })],
  ])('refuses %s, and leaves no folder', async (_what, archive) => {
    objects.set('b/code.zip', archive());
    await expect(find('code.zip')).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
    expect(await readdir(join(folder, 'lambda', 'code')).catch(() => [])).not.toContain('evil.js');
    objects.clear();
    expect(await find('code.zip')).toBeUndefined();
  });
});
