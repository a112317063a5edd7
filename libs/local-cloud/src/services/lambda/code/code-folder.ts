import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import type { LambdaPorts } from '../ports.js';
import { unzip } from './unzip.js';

/** Where a template says that a function's code lies. */
export interface CodeLocation {
  readonly S3Bucket?: string;
  readonly S3Key?: string;
}

/** The folder that the code of an object was last unzipped into. */
interface KnownCode {
  readonly folder: string;
}

/**
 * The folder of a function's code: of the cloud assembly that the run was started with, or unzipped from S3 into
 * `<data directory>/lambda/code`. As on AWS, the function keeps its copy when the object is deleted. Undefined where there
 * is none.
 */
export const codeFolder = async (
  { S3Bucket: bucket = '', S3Key: key }: CodeLocation,
  assets: LambdaPorts['assets'],
  { dataDirectory, disk }: Pick<CloudContext, 'dataDirectory' | 'disk'>,
): Promise<string | undefined> => {
  if (key === undefined) return undefined;
  const ofAssembly = assets.pathOf(key);
  if (ofAssembly !== undefined) return ofAssembly;

  const code = join(dataDirectory, 'lambda', 'code');
  const known = join(code, `${hashOf(JSON.stringify([bucket, key]))}.json`);
  const archive = await assets.readObject(bucket, key);
  if (!archive) {
    const former = await readJsonFile<KnownCode>(disk, known);
    return former && join(code, former.folder);
  }
  const folder = hashOf(archive);
  const isThere = (await disk.readdir(code).catch((): string[] => [])).includes(folder);
  if (!isThere) await unzipWhole(archive, join(code, folder), disk);
  await writeDurably(disk, known, JSON.stringify({ folder } satisfies KnownCode));
  return join(code, folder);
};

/** After a kill in the middle the folder is not there. */
const unzipWhole = async (archive: Uint8Array, folder: string, disk: CloudContext['disk']): Promise<void> => {
  const temporary = `${folder}.tmp`;
  await disk.rm(temporary, { recursive: true, force: true });
  await unzip(archive, temporary, disk);
  await disk.rename(temporary, folder);
};

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
