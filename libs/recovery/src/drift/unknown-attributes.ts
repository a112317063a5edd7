import { runQuery, type QueryContext } from '../athena/run-query.js';
import { SALE_COLUMNS } from '../reconcile/compared-values.js';

/** An attribute that sales have and the schema does not. */
export interface UnknownAttribute {
  readonly name: string;
  /** Rows that have it. */
  readonly rows: number;
  /** When the first and the last of them were written, in UTC. */
  readonly first: string;
  readonly last: string;
  /** The key of the last one. */
  readonly example: string;
}

/**
 * The attributes in the column `unrecognised`, the most frequent first. Those that the schema has learnt since are left
 * out: older rows keep them there.
 */
export const unknownAttributes = async (table: string, context: QueryContext): Promise<readonly UnknownAttribute[]> => {
  const sql = `SELECT name, count(*) AS row_count, min(committed_at) AS first_at, max(committed_at) AS last_at,
  max_by(sale_id, sequence_number) AS example
FROM ${table}
CROSS JOIN UNNEST(map_keys(CAST(json_parse(unrecognised) AS map(varchar, json)))) AS names (name)
WHERE unrecognised IS NOT NULL
GROUP BY name
ORDER BY row_count DESC, name`;
  const all: UnknownAttribute[] = [];
  for await (const rows of runQuery(sql, context))
    for (const [name, count, first, last, example] of rows)
      all.push({
        name: name ?? '',
        rows: Number(count),
        first: first ?? '',
        last: last ?? '',
        example: example ?? '',
      });
  const known = new Set(SALE_COLUMNS.map(({ name }) => name));
  return all.filter(({ name }) => !known.has(name));
};
