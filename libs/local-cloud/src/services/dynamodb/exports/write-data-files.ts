import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { randomUuid } from '../../../core/random-uuid.js';
import { itemSizeBytes } from '../item-size.js';
import type { Item } from '../table-description.js';
import type { ExportTarget } from './write-export.js';

const compress = promisify(gzip);
/** Lines of one file before they are compressed. */
const FILE_BYTES = 16 * 1024 * 1024;

/** A data file as the files manifest names it. */
export interface DataFile {
  readonly itemCount: number;
  readonly md5Checksum: string;
  readonly etag: string;
  readonly dataFileS3Key: string;
}

/** The size of the items counts as DynamoDB counts it. */
export interface WrittenData {
  readonly files: readonly DataFile[];
  readonly itemCount: number;
  readonly sizeBytes: number;
}

/** One line `{"Item":…}` for each item, packed; a table without items has one empty file, as on AWS. */
export const writeDataFiles = async (items: AsyncIterable<unknown>, target: ExportTarget): Promise<WrittenData> => {
  const files: DataFile[] = [];
  let [lines, lineBytes, itemCount, sizeBytes]: [string[], number, number, number] = [[], 0, 0, 0];
  const flush = async (): Promise<void> => {
    files.push(await writeFile(lines, target));
    [lines, lineBytes] = [[], 0];
  };
  for await (const item of items) {
    const line = `${JSON.stringify({ Item: item })}\n`;
    lines.push(line);
    [itemCount, lineBytes, sizeBytes] = [
      itemCount + 1,
      lineBytes + line.length,
      sizeBytes + itemSizeBytes(item as Item),
    ];
    if (lineBytes >= FILE_BYTES) await flush();
  }
  if (lines.length > 0 || files.length === 0) await flush();
  return { files, itemCount, sizeBytes };
};

const writeFile = async (lines: readonly string[], { put, folder, random }: ExportTarget): Promise<DataFile> => {
  const Body = await compress(lines.join(''));
  const dataFileS3Key = `${folder}/data/${randomUuid(random).replaceAll('-', '').slice(0, 26)}.json.gz`;
  const etag = await put(dataFileS3Key, Body);
  return { itemCount: lines.length, md5Checksum: md5(Body), etag, dataFileS3Key };
};

/** In base64. */
export const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('base64');
