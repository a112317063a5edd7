import type { ObjectStore } from '../objects/object-store.js';
import { csvRows, type CsvRow } from './csv-rows.js';
import { QueryFailed, type QueryEngine } from './query-engine.js';

/** Where queries are asked, and how to wait for their answers. */
export interface QueryContext {
  readonly engine: QueryEngine;
  readonly store: Pick<ObjectStore, 'GetObject'>;
  readonly database: string;
  readonly workGroup: string;
  readonly sleep: (intervalMs: number) => Promise<void>;
}

const FIRST_POLL_MS = 20;
const LAST_POLL_MS = 1_000;

/**
 * The rows of a SELECT without their header, some at a time. They are read from the object that Athena writes, since
 * GetQueryResults gives 1,000 at a time. Throws {@link QueryFailed} with Athena's reason.
 */
export async function* runQuery(sql: string, context: QueryContext): AsyncGenerator<readonly CsvRow[]> {
  const location = await finish(sql, context);
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(location) ?? [];
  if (Bucket === undefined || Key === undefined)
    throw new QueryFailed(`The answer is said to be at ${JSON.stringify(location)}, which is no s3:// address.`);
  const { Body } = await context.store.GetObject({ Bucket, Key });
  let isHeader = true;
  for await (const rows of csvRows(bytesOf(Body))) {
    yield isHeader ? rows.slice(1) : rows;
    isHeader = false;
  }
}

const finish = async (sql: string, { engine, database, workGroup, sleep }: QueryContext): Promise<string> => {
  const { QueryExecutionId } = await engine.StartQueryExecution({
    QueryString: sql,
    QueryExecutionContext: { Database: database },
    WorkGroup: workGroup,
  });
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, LAST_POLL_MS)) {
    const { QueryExecution } = await engine.GetQueryExecution({ QueryExecutionId });
    const { State = '', StateChangeReason = 'no reason given' } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return QueryExecution?.ResultConfiguration?.OutputLocation ?? '';
    if (State === 'FAILED' || State === 'CANCELLED')
      throw new QueryFailed(`Athena's query ${State.toLowerCase()}: ${StateChangeReason}`);
    await sleep(pollMs);
  }
};

/** A body as the SDK gives it (a stream), or as it lies in memory. */
async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else if (body !== undefined) yield* body as AsyncIterable<Uint8Array>;
}
