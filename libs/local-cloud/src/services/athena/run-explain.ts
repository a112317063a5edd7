import type { AthenaState } from './athena-state.js';
import type { BoundQuery } from './engine/check-query.js';
import type { QueryRecord } from './query-execution.js';
import { textResult, type TextResult } from './text-result.js';
import { withEngine, type EngineRun } from './with-engine.js';

/**
 * The plan of a query, which is not run.
 *
 * Differs: the plan is the engine's, and not Trino's.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/athena-explain-statement.html
 */
export const runExplain = async (query: QueryRecord, bound: BoundQuery, state: AthenaState): Promise<TextResult> => {
  const lines = await withEngine(query, bound, state, planLines);
  query.scannedBytes = 0;
  return textResult(['Query Plan'], lines ?? []);
};

const PREFIX = 'EXPLAIN ';

const planLines = async ({ session, ready }: EngineRun): Promise<readonly string[]> => {
  const sql = {
    text: `${PREFIX}${ready.sql.text}`,
    placeOf: (byteOffset: number) => ready.sql.placeOf(byteOffset - PREFIX.length),
  };
  const lines: string[] = [];
  for await (const rows of session.rows(await session.run({ ...ready, sql })))
    lines.push(...rows.flatMap((row) => String(row.at(-1)).split('\n')));
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
};
