import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CloudContext } from '../../core/cloud-context.js';
import type { AthenaState } from './athena-state.js';
import { csvLine } from './csv.js';
import type { LakeTable } from './engine/lake-table.js';
import { QueryFailed } from './engine/query-failed.js';
import { resultColumns } from './engine/result-column.js';
import { EngineSession, type RunningQuery } from './engine/session.js';
import { valueTextOf } from './engine/value-text.js';
import { findTables } from './find-tables.js';
import { isFinished, type QueryRecord } from './query-execution.js';

/** Runs the query to its end, which its record tells; never rejects for what the query or the data did wrong. */
export const runQuery = async (query: QueryRecord, state: AthenaState): Promise<void> => {
  if (isFinished(query)) return; // stopped while it waited
  const { clock, observer } = state.context;
  query.state = 'RUNNING';
  query.startedAtMs = clock.now();
  try {
    await execute(query, state);
    finish(query, 'SUCCEEDED', undefined, clock.now());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof QueryFailed)) observer.problem?.({ service: 'Athena', resource: query.id, message: reason });
    finish(
      query,
      'FAILED',
      error instanceof QueryFailed ? reason : 'GENERIC_INTERNAL_ERROR: the result could not be written',
      clock.now(),
    );
  }
};

/** The first end stands: a query that was cancelled stays so. */
const finish = (
  query: QueryRecord,
  end: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
  reason: string | undefined,
  nowMs: number,
): void => {
  delete query.interrupt;
  query.completedAtMs ??= nowMs;
  if (isFinished(query)) return;
  query.state = end;
  if (reason !== undefined) query.reason = reason;
};

/** Where queries that outgrow their memory put what does not fit; nothing there outlives its query. */
export const temporaryFolder = ({ dataDirectory }: CloudContext): string => join(dataDirectory, 'athena', 'temporary');

const execute = async (query: QueryRecord, state: AthenaState): Promise<void> => {
  const { context, ports } = state;
  const uris = new Map<string, string>();
  const hidePaths = pathHider(context.dataDirectory, uris);
  // Engines name their temporary files alike, so each has a folder of its own.
  const temporary = join(temporaryFolder(context), query.id);
  await mkdir(temporary, { recursive: true });
  const session = await EngineSession.open(temporary, hidePaths);
  try {
    const statement = await session.parse(query.bound);
    const tables = await findTables(statement.tables, query.database, ports, context);
    for (const { path, uri } of tables.flatMap(({ files }) => files)) uris.set(path, uri);
    query.scannedBytes = scannedBytes(tables);
    if (isOverCutoff(query)) {
      finish(query, 'CANCELLED', 'Query cancelled! : Bytes scanned limit was exceeded', context.clock.now());
      return;
    }
    query.interrupt = () => {
      session.interrupt();
    };
    if (isFinished(query)) return; // stopped while its tables were looked up
    const running = await session.start(query.database, tables, query.bound, state.longNumberFiles);
    query.columns = resultColumns(running.result);
    await writeResult(query, csvOf(query, running, session), state);
  } finally {
    session[Symbol.dispose]();
    await rm(temporary, { recursive: true, force: true });
  }
};

/** Differs: every visible object of the tables counts, also those whose partition the WHERE clause excludes. */
const scannedBytes = (tables: readonly LakeTable[]): number =>
  tables.flatMap(({ files }) => files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const isOverCutoff = ({ scanCutoffBytes, scannedBytes }: QueryRecord): boolean =>
  scanCutoffBytes !== undefined && scannedBytes > scanCutoffBytes;

/** The result as a stream, so that its size does not matter to memory. */
async function* csvOf(query: QueryRecord, running: RunningQuery, session: EngineSession): AsyncGenerator<Uint8Array> {
  const texts = running.result.columnTypes().map(valueTextOf);
  yield Buffer.from(csvLine(query.columns.map(({ Name }) => Name)));
  for await (const rows of session.rows(running)) {
    const lines = rows.map((row) =>
      csvLine(row.map((value, index) => (value === null ? undefined : texts[index]?.(value)))),
    );
    yield Buffer.from(lines.join(''));
  }
}

const writeResult = async (
  { outputLocation }: QueryRecord,
  csv: AsyncIterable<Uint8Array>,
  { ports }: AthenaState,
): Promise<void> => {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(outputLocation) ?? [];
  await ports.s3.api.PutObject({ Bucket, Key, Body: Readable.from(csv), ContentType: 'application/octet-stream' });
};

/** Paths of this machine are nobody's business: each becomes the location that the caller knows. */
const pathHider = (folder: string, uris: ReadonlyMap<string, string>): ((text: string) => string) => {
  const path = new RegExp(`${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[A-Za-z0-9_.=+@%/-]*`, 'g');
  return (text) => text.replace(path, (found) => uris.get(found) ?? 's3://');
};
