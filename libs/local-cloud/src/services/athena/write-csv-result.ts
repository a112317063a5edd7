import { Readable } from 'node:stream';
import type { AthenaState } from './athena-state.js';
import { csvLine } from './csv.js';
import { resultColumns } from './engine/result-column.js';
import { valueTextOf } from './engine/value-text.js';
import type { QueryRecord } from './query-execution.js';
import { csvMetadata } from './csv-metadata.js';
import type { EngineRun } from './with-engine.js';

/** Runs the query and writes its rows as CSV to the output location, and beside it what its columns are. */
export const writeCsvResult = async (query: QueryRecord, run: EngineRun, { ports }: AthenaState): Promise<void> => {
  const columns = resultColumns(run.ready.names, run.ready.types);
  query.columns = columns;
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(query.outputLocation) ?? [];
  const ContentType = 'application/octet-stream';
  await ports.s3.api.PutObject({ Bucket, Key, Body: Readable.from(csvOf(query, run)), ContentType });
  await ports.s3.api.PutObject({ Bucket, Key: `${Key ?? ''}.metadata`, Body: csvMetadata(columns), ContentType });
};

/** The result as a stream, so that its size does not matter to memory. */
async function* csvOf({ columns }: QueryRecord, { session, ready }: EngineRun): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvLine(columns.map(({ Name }) => Name)));
  const lines = session.lines(ready);
  if (lines) {
    for await (const text of lines) yield Buffer.from(text);
    return;
  }
  const texts = ready.types.map(valueTextOf);
  for await (const rows of session.rows(await session.run(ready))) {
    const written = rows.map((row) =>
      csvLine(row.map((value, index) => (value === null ? undefined : texts[index]?.(value)))),
    );
    yield Buffer.from(written.join(''));
  }
}
