import type { AthenaState } from './athena-state.js';
import { csvMetadata } from './csv-metadata.js';
import type { QueryRecord } from './query-execution.js';
import type { TextResult } from './text-result.js';

/** Writes the lines to the output location, and beside them what their columns are. */
export const writeTextResult = async (
  query: QueryRecord,
  { lines, columns }: TextResult,
  { ports: { s3 } }: AthenaState,
): Promise<void> => {
  query.columns = columns;
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(query.outputLocation) ?? [];
  const ContentType = 'application/octet-stream';
  const Body = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  await s3.api.PutObject({ Bucket, Key, Body, ContentType });
  await s3.api.PutObject({ Bucket, Key: `${Key ?? ''}.metadata`, Body: csvMetadata(columns), ContentType });
};
