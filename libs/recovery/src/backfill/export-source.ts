import { createHash } from 'node:crypto';
import type { Image } from '@sales-cdc/stream-codec';
import type { ObjectStore } from '../objects/object-store.js';
import { gzipDamage } from '../objects/damaged-gzip.js';
import { chunksOf, unzippedLines } from '../objects/stream-lines.js';
import { membersOf, parsedMembers } from '../queue/message-members.js';
import { Refusal } from '../refusal.js';
import { isServiceError } from '../shard-range/service-error.js';
import { readExportManifest, type ExportFile, type ExportLocation, type ExportManifest } from './export-manifest.js';
import type { ItemPage, ItemSource } from './item-source.js';

type Store = Pick<ObjectStore, 'GetObject'>;

const PAGE_ITEMS = 1_000;

export interface ExportSourceOptions {
  readonly store: Store;
  readonly location: ExportLocation;
  /** The table that the export must be of. */
  readonly tableName: string;
  readonly onFile?: (key: string) => void;
}

/**
 * Every item of a table as it was when it was exported (point-in-time recovery), a segment for each data file.
 *
 * All files are read once before: throws a Refusal when one is missing, damaged, or has other items than the manifest
 * says. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export const exportSource = async (options: ExportSourceOptions): Promise<ItemSource> => {
  const { store, location, tableName, onFile } = options;
  const manifest = await readExportManifest(store, location);
  if (manifest.tableName !== tableName)
    throw new Refusal(`The export ${manifest.exportArn} is of the table ${manifest.tableName}, not of ${tableName}.`);
  for (const file of manifest.files) {
    onFile?.(file.key);
    await check(store, location.bucket, file);
  }
  return sourceOf(manifest, options);
};

const sourceOf = (
  { files, exportArn, exportTimeMs }: ExportManifest,
  { store, location: { bucket } }: ExportSourceOptions,
): ItemSource => ({
  description: `the export ${exportArn}`,
  segments: files.length,
  asOfMs: exportTimeMs,
  pages: async function* (segment, from): AsyncGenerator<ItemPage> {
    const file = files[segment];
    if (!file) return;
    let line = 0;
    let items: Image[] = [];
    for await (const item of itemsIn(store, bucket, file)) {
      line += 1;
      if (line <= Number(from?.['line'] ?? 0)) continue;
      items.push(item);
      if (items.length < PAGE_ITEMS || line === file.itemCount) continue;
      yield { items, readAtMs: exportTimeMs, next: { line } };
      items = [];
    }
    yield { items, readAtMs: exportTimeMs, next: undefined };
  },
});

async function* itemsIn(store: Store, Bucket: string, { key: Key }: ExportFile): AsyncGenerator<Image> {
  const { Body } = await store.GetObject({ Bucket, Key });
  for await (const line of unzippedLines(chunksOf(Body))) yield itemIn(line, Key);
}

const itemIn = (line: string, key: string): Image => {
  const { Item } = parsedMembers(line);
  if (typeof Item !== 'object' || Item === null)
    throw new Refusal(`The export is damaged: ${key} has a line without an Item.`);
  return membersOf(Item);
};

const check = async (store: Store, Bucket: string, { key, itemCount, md5 }: ExportFile): Promise<void> => {
  const { items, checksum } = await measure(store, Bucket, key);
  if (items !== itemCount)
    throw new Refusal(`The export is cut short: ${key} has ${items} items, its manifest says ${itemCount}.`);
  if (checksum !== md5) throw new Refusal(`The export is damaged: ${key} has another MD5 than its manifest says.`);
};

const measure = async (
  store: Store,
  Bucket: string,
  Key: string,
): Promise<{ readonly items: number; readonly checksum: string }> => {
  const hash = createHash('md5');
  try {
    const { Body } = await store.GetObject({ Bucket, Key });
    let items = 0;
    for await (const line of unzippedLines(hashed(chunksOf(Body), (chunk) => hash.update(chunk)))) {
      itemIn(line, Key);
      items += 1;
    }
    return { items, checksum: hash.digest('base64') };
  } catch (error) {
    if (isServiceError(error, ['NoSuchKey']))
      throw new Refusal(`The export is cut short: ${Key} is not there.`, { cause: error });
    const damage = gzipDamage(error);
    if (damage !== undefined)
      throw new Refusal(`The export is damaged: ${Key} is no sound gzip (${damage}).`, { cause: error });
    throw error;
  }
};

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  add: (chunk: Uint8Array) => unknown,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    add(chunk);
    yield chunk;
  }
}
