import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { whenMissing } from './file-errors.js';
import type { ObjectMetadata, StoredMetadata } from './object-metadata.js';
import { objectPath } from './object-path.js';

/** How many metadata files are read at a time. */
const CONCURRENT_READS = 32;

/** The objects that a bucket's folder holds. Metadata without its bytes is the trace of a killed process and goes. */
export const loadObjects = async (folder: string): Promise<readonly ObjectMetadata[]> => {
  const paths = await metadataFiles(join(folder, 'metadata'));
  const objects: ObjectMetadata[] = [];
  for (let start = 0; start < paths.length; start += CONCURRENT_READS) {
    const batch = paths.slice(start, start + CONCURRENT_READS);
    const loaded = await Promise.all(batch.map((path) => loadObject(folder, path)));
    objects.push(...loaded.filter((object) => object !== undefined));
  }
  return objects;
};

const metadataFiles = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(whenMissing([]));
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('%.json'))
    .map((entry) => join(entry.parentPath, entry.name));
};

const loadObject = async (folder: string, path: string): Promise<ObjectMetadata | undefined> => {
  const stored = await readJsonFile<StoredMetadata>(path);
  if (!stored) return undefined;
  const { replaces, ...metadata } = stored;
  const bytesPath = objectPath(join(folder, 'objects'), metadata.key);
  if (!(await isFile(bytesPath))) {
    await rm(path);
    return undefined;
  }
  if (!replaces) return metadata;
  const settled = (await md5Of(bytesPath)) === (metadata.contentMd5 ?? metadata.etag) ? metadata : replaces;
  await writeDurably(path, JSON.stringify(settled));
  return settled;
};

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), whenMissing(false));

const md5Of = async (path: string): Promise<string> =>
  createHash('md5')
    .update(await readFile(path))
    .digest('hex');
