import { changeKey, type SaleChange } from './sale-change.js';
import type { WriteLog } from './write-log.js';

/** A row of the lake, as far as the audit looks at it. */
export interface LakeChange extends SaleChange {
  readonly sequenceNumber: string;
}

export interface Audit {
  /** Acknowledged changes that are no row of the lake. */
  readonly lost: readonly string[];
  /** Sales whose newest row is not the last change that was acknowledged. */
  readonly endedWrong: readonly string[];
  /** Rows that nobody wrote. */
  readonly invented: readonly string[];
  /** Rows beyond the first of their change: at-least-once delivery, which the views collapse. */
  readonly repeats: number;
}

/** Holds the lake against what the writers know. */
export const audit = (
  log: Pick<WriteLog, 'acknowledged' | 'inDoubt' | 'lastOf'>,
  rows: Iterable<LakeChange>,
): Audit => {
  const delivered = new Set<string>();
  const newest = new Map<string, LakeChange>();
  let count = 0;
  for (const row of rows) {
    count += 1;
    delivered.add(changeKey(row));
    const known = newest.get(row.saleId);
    if (!known || known.sequenceNumber < row.sequenceNumber) newest.set(row.saleId, row);
  }
  return {
    lost: [...log.acknowledged.keys()].filter((key) => !delivered.has(key)),
    endedWrong: [...log.lastOf]
      .filter(([saleId, last]) => {
        const row = newest.get(saleId);
        return row !== undefined && changeKey(row) !== changeKey(last);
      })
      .map(([saleId]) => saleId),
    invented: [...delivered].filter((key) => !log.acknowledged.has(key) && !log.inDoubt.has(key)),
    repeats: count - delivered.size,
  };
};
