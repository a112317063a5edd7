import type { Row } from './lake.js';
import type { KnownChange, SaleWriter } from './writer.js';

export interface Account {
  readonly changes: number;
  /** Changes that no row tells of. */
  readonly lost: number;
  /** Changes that rows tell of and nobody made, or in another order than they were made. */
  readonly wrong: number;
  /** Rows that repeat another: allowed, since delivery is at least once. */
  readonly redelivered: number;
}

/** Compares what was written with what the lake tells, sale by sale. */
export const compare = (writers: readonly SaleWriter[], rows: readonly Row[]): Account => {
  const rowsBySale = new Map(writers.map(({ saleId }) => [saleId, new Map<string, Row>()]));
  for (const row of rows) rowsBySale.get(row.sale_id)?.set(row.sequence_number, row);
  let lost = 0;
  let wrong = 0;
  let told = 0;
  for (const { saleId, changes } of writers) {
    const distinct = [...(rowsBySale.get(saleId)?.values() ?? [])];
    const inOrder = distinct.sort((a, b) => (a.sequence_number < b.sequence_number ? -1 : 1));
    told += distinct.length;
    const missing = walk(changes, inOrder);
    lost += missing.lost;
    wrong += missing.wrong;
  }
  const changes = writers.reduce((sum, writer) => sum + writer.changes.length, 0);
  return { changes, lost, wrong, redelivered: rows.length - told };
};

/** Walks both in order: a change that the next row does not tell of is lost, a row that no change explains is wrong. */
const walk = (changes: readonly KnownChange[], rows: readonly Row[]): { lost: number; wrong: number } => {
  let next = 0;
  let lost = 0;
  for (const change of changes) {
    const row = rows[next];
    if (row && tells(row, change)) next += 1;
    else lost += 1;
  }
  return { lost, wrong: rows.length - next };
};

const tells = (row: Row, { op, image }: KnownChange): boolean =>
  row.op === op && String(row.version) === image['version']?.N && row['product_name'] === image['product_name']?.S;
