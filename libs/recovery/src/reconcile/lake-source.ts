import type { CsvRow } from '../athena/csv-rows.js';
import { runQuery, type QueryContext } from '../athena/run-query.js';
import type { KeyedText } from '../scratch/keyed-lines.js';
import { COMPARED_COLUMNS, comparedText } from './compared-values.js';
import type { EntrySource, TakeEntries } from './entry-source.js';

/** Athena takes statements of 262,144 bytes: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const MOST_KEY_BYTES = 200_000;

const COLUMNS = COMPARED_COLUMNS.join(', ');
const KEY_INDEX = COMPARED_COLUMNS.indexOf('sale_id');

/** The rows of `sales_current`, or of another view with its columns, read through Athena. */
export const lakeSource = (view: string, context: QueryContext): EntrySource => {
  const read = async (sql: string, take: TakeEntries): Promise<void> => {
    for await (const rows of runQuery(sql, context)) await take(rows.map(lakeEntry));
  };
  return {
    readAll: (take) => read(`SELECT ${COLUMNS} FROM ${view}`, take),
    readSome: async (keys, take) => {
      for (const list of lists(keys))
        await read(`SELECT ${COLUMNS} FROM ${view} WHERE sale_id IN (${list.join(', ')})`, take);
    },
  };
};

const lakeEntry = (row: CsvRow): KeyedText => ({ key: row[KEY_INDEX] ?? '', text: comparedText(row) });

/** The keys as SQL texts, as many as fit into one statement. */
const lists = (keys: readonly string[]): readonly (readonly string[])[] => {
  const all: string[][] = [];
  let bytes = Infinity;
  for (const key of keys) {
    const literal = `'${key.replaceAll("'", "''")}'`;
    bytes += Buffer.byteLength(literal) + 2;
    if (bytes > MOST_KEY_BYTES) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(literal);
  }
  return all;
};
