import { createHash } from 'node:crypto';
import type { Image } from '@sales-cdc/stream-codec';
import type { TableScanner } from '../backfill/scan-source.js';

/** A table in memory: a page has two items, in the order of the hashes of their keys, which decide the segment too. */
export class MemoryTable implements TableScanner {
  readonly items = new Map<string, Image>();
  scans = 0;

  constructor(items: readonly Image[] = []) {
    for (const item of items) this.put(item);
  }

  put(item: Image): void {
    this.items.set((item['sale_id'] as { S: string }).S, item);
  }

  async Scan(input: {
    readonly Segment: number;
    readonly TotalSegments: number;
    readonly ExclusiveStartKey?: Record<string, { S: string }>;
  }) {
    this.scans += 1;
    const after = input.ExclusiveStartKey?.['sale_id']?.S;
    const keys = [...this.items.keys()]
      .filter((key) => hashOf(key) % input.TotalSegments === input.Segment)
      .filter((key) => after === undefined || hashOf(key) > hashOf(after))
      .sort((a, b) => hashOf(a) - hashOf(b));
    const page = keys.slice(0, 2);
    const last = page.at(-1);
    return {
      Items: page.map((key) => this.items.get(key) ?? {}),
      ...(keys.length > page.length && last !== undefined && { LastEvaluatedKey: { sale_id: { S: last } } }),
    };
  }
}

const hashOf = (key: string): number => createHash('md5').update(key).digest().readUInt32BE();
