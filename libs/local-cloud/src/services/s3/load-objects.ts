import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Disk, DiskEntry } from '../../core/disk.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { whenMissing } from './file-errors.js';
import type { ObjectMetadata, StoredMetadata } from './object-metadata.js';
import { objectPath } from './object-path.js';

/** How many metadata files are read at a time. */
const CONCURRENT_READS = 32;

/** The objects that a bucket's folder holds. Metadata without its bytes is the trace of a killed process and goes. */
export const loadObjects = async (disk: Disk, folder: string): Promise<readonly ObjectMetadata[]> => {
  const paths = await metadataFiles(disk, join(folder, 'metadata'));
  const objects: ObjectMetadata[] = [];
  for (let start = 0; start < paths.length; start += CONCURRENT_READS) {
    const batch = paths.slice(start, start + CONCURRENT_READS);
    const loaded = await Promise.all(batch.map((path) => loadObject(disk, folder, path)));
    objects.push(...loaded.filter((object) => object !== undefined));
  }
  return objects;
};

const metadataFiles = async (disk: Disk, folder: string): Promise<readonly string[]> => {
  const entries = await disk
    .readdir(folder, { recursive: true, withFileTypes: true })
    .catch(whenMissing<DiskEntry[]>([]));
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('%.json'))
    .map((entry) => join(entry.parentPath, entry.name));
};

const loadObject = async (disk: Disk, folder: string, path: string): Promise<ObjectMetadata | undefined> => {
  const stored = await readJsonFile<StoredMetadata>(disk, path);
  if (!stored) return undefined;
  const { replaces, ...metadata } = stored;
  const bytesPath = objectPath(join(folder, 'objects'), metadata.key);
  if (!(await isFile(disk, bytesPath))) {
    await disk.rm(path);
    return undefined;
  }
  if (!replaces) return metadata;
  const settled = (await md5Of(disk, bytesPath)) === (metadata.contentMd5 ?? metadata.etag) ? metadata : replaces;
  await writeDurably(disk, path, JSON.stringify(settled));
  return settled;
};

const isFile = (disk: Disk, path: string): Promise<boolean> =>
  disk.stat(path).then((found) => found.isFile(), whenMissing(false));

const md5Of = async (disk: Disk, path: string): Promise<string> =>
  createHash('md5')
    .update(await disk.readFile(path))
    .digest('hex');
