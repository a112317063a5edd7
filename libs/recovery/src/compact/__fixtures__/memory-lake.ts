import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LakeStore } from '../ports.js';
import { readRowLine, type RowLine } from '../row-line.js';

interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** S3 in memory: one bucket, pages of three keys, and a mark of when each object was written. */
export class MemoryLake implements LakeStore {
  readonly objects = new Map<string, StoredObject>();
  /** Every body that was ever written, by key and in order: what a reader that listed a key may still get. */
  readonly written = new Map<string, Buffer>();

  constructor(public writtenAt: Date) {}

  put(key: string, body: Buffer): void {
    this.objects.set(key, { body, etag: etagOf(body), modified: this.writtenAt });
    this.written.set(key, body);
  }

  putLines(key: string, lines: readonly string[]): void {
    this.put(key, gzipSync(lines.map((line) => `${line}\n`).join('')));
  }

  /** Keys under a prefix after a key, as a listing goes through them. */
  keysAfter(prefix: string, after: string): readonly string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  async ListObjectsV2({ Prefix, StartAfter = '', ContinuationToken }: Parameters<LakeStore['ListObjectsV2']>[0]) {
    const keys = this.keysAfter(Prefix, ContinuationToken ?? StartAfter);
    const page = keys.slice(0, 3);
    return {
      Contents: page.map((Key) => {
        const { body, etag, modified } = this.#require(Key);
        return { Key, Size: body.length, ETag: etag, LastModified: modified };
      }),
      ...(keys.length > page.length && { NextContinuationToken: page.at(-1) ?? '' }),
    };
  }

  async GetObject({ Key, IfMatch }: Parameters<LakeStore['GetObject']>[0]) {
    const { body, etag } = this.#require(Key);
    if (IfMatch !== undefined && IfMatch !== etag)
      throw Object.assign(new Error('At least one precondition failed.'), { name: 'PreconditionFailed' });
    return { Body: body };
  }

  async PutObject({ Key, Body }: Parameters<LakeStore['PutObject']>[0]) {
    this.put(Key, Buffer.from(Body));
  }

  async DeleteObjects({ Delete: { Objects } }: Parameters<LakeStore['DeleteObjects']>[0]) {
    for (const { Key } of Objects) this.objects.delete(Key);
    return {};
  }

  async DeleteObject({ Key }: Parameters<LakeStore['DeleteObject']>[0]) {
    this.objects.delete(Key);
  }

  /** The lines of the sales, object by object. */
  lines(keys: Iterable<string> = this.keysAfter('sales/', '')): readonly string[] {
    return [...keys].flatMap((key) =>
      gunzipSync(this.written.get(key) ?? Buffer.alloc(0))
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
  }

  #require(key: string): StoredObject {
    const object = this.objects.get(key);
    if (!object) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
    return object;
  }
}

/** A line of the lake, as far as compaction looks at it. */
export const rowLine = (saleId: string, sequence: number, processedAt = '2026-11-01 00:00:00.000'): string =>
  JSON.stringify({
    op: 'c',
    sequence_number: String(sequence).padStart(40, '0'),
    processed_at: processedAt,
    sale_id: saleId,
  });

/** What the views make of lines: of the copies of a change the one that was processed last. */
export const seenByViews = (lines: readonly string[]): ReadonlyMap<string, string> => {
  const seen = new Map<string, RowLine>();
  for (const line of lines) {
    const row = readRowLine(line);
    if (!row) throw new Error(`This is no row: ${line}`);
    const key = `${row.saleId} ${row.sequenceNumber}`;
    const known = seen.get(key);
    if (!known || known.processedAt < row.processedAt) seen.set(key, row);
  }
  return new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { line }]) => [key, line]));
};
