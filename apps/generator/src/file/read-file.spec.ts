import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readBytes } from './read-file.js';

describe('readBytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generator-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const read = async (path: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readBytes(path)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const TEXT = 'a sale\n'.repeat(50_000);

  it('unpacks gzip by its first bytes, whatever the name', async () => {
    expect(await read(file('plain.gz', TEXT))).toBe(TEXT);
    expect(await read(file('packed.csv', gzipSync(TEXT)))).toBe(TEXT);
    expect(await read(file('empty', ''))).toBe('');
  });

  it('says in one sentence why a file cannot be read', async () => {
    const missing = join(folder, 'missing.csv');
    await expect(read(missing)).rejects.toThrow(`Cannot read ${missing}: there is no such file.`);
    await expect(read(folder)).rejects.toThrow('it is a folder');
    const packed = gzipSync(TEXT);
    await expect(read(file('short.gz', packed.subarray(0, packed.length / 2)))).rejects.toThrow('ends too early');
    await expect(read(file('bad.gz', packed.fill(7, 12, 60)))).rejects.toThrow('damaged');
  });
});
