import { createHash } from 'node:crypto';
import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { zippedLines } from './lines.js';
import type { ObjectStore } from './object-store.js';

/** A row of the lake on its way there. */
export interface PlacedRow {
  /** `dt=2026-11-23/` */
  readonly folder: string;
  /** What the row was made of: rows of the same origin are the same row, whenever they were made. */
  readonly origin: string;
  /** The line with its `\n`. */
  readonly line: string;
}

export interface RowsTarget {
  readonly store: Pick<ObjectStore, 'PutObject'>;
  readonly bucket: string;
  /** `sales/` */
  readonly prefix: string;
  /** What the names of the objects begin with. */
  readonly label: string;
}

/** The folder of a partition. */
export const folderOf = (partitionKeys: Readonly<Record<string, string>>): string =>
  `${PARTITION_COLUMNS.map((column) => `${column}=${partitionKeys[column] ?? ''}`).join('/')}/`;

/**
 * Writes rows as one object for each partition, and gives the number of objects.
 *
 * Law: an object is named by the origin of its rows, so writing them again replaces it, and nothing else ever does.
 */
export const writeRows = async (
  rows: readonly PlacedRow[],
  { store, bucket: Bucket, prefix, label }: RowsTarget,
): Promise<number> => {
  const partitions = byFolder(rows);
  for (const [folder, inside] of partitions) {
    const Key = `${prefix}${folder}${label}-${digestOf(inside.map(({ origin }) => origin))}.gz`;
    await store.PutObject({ Bucket, Key, Body: zippedLines(inside.map(({ line }) => line)), ContentEncoding: 'gzip' });
  }
  return partitions.size;
};

const byFolder = (rows: readonly PlacedRow[]): ReadonlyMap<string, readonly PlacedRow[]> => {
  const folders = new Map<string, PlacedRow[]>();
  for (const row of rows) {
    const inside = folders.get(row.folder);
    if (inside) inside.push(row);
    else folders.set(row.folder, [row]);
  }
  return folders;
};

const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 32);
