import type { GetQueryResultsCommandInput, GetQueryResultsCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { readCsvRows, type TextRow } from './csv.js';
import { invalidRequest } from './errors.js';
import type { AthenaPorts } from './ports.js';
import { isFinished, type QueryRecord } from './query-execution.js';
import { traitsOf } from './statement-traits.js';
import { readTextRows } from './text-result.js';

const MOST_PER_PAGE = 1000;
const READ_AT_ONCE_BYTES = 256 * 1024;

/**
 * Reads a page from the result object, so that a result of any size costs a page of memory. The token is the page's
 * position in the object; the first row of the first page is the header of what a query gives.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export const getQueryResults = async (
  { QueryExecutionId, MaxResults, NextToken, QueryResultType }: GetQueryResultsCommandInput,
  state: AthenaState,
): Promise<Omit<GetQueryResultsCommandOutput, '$metadata'>> => {
  const query = state.query(QueryExecutionId);
  requireSuccess(query);
  if (QueryResultType !== undefined && QueryResultType !== 'DATA_ROWS')
    throw invalidRequest(`The local cloud does not support the QueryResultType ${QueryResultType}.`);
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > MOST_PER_PAGE))
    throw invalidRequest(`MaxResults is more than maximum allowed length ${MOST_PER_PAGE}.`);

  const { rows, next } =
    query.updateCount === undefined
      ? await readPage(query, readToken(NextToken), MaxResults ?? MOST_PER_PAGE, state.ports)
      : { rows: [], next: undefined };
  return {
    UpdateCount: query.updateCount ?? 0,
    ResultSet: {
      Rows: rows.map((row) => ({ Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })) })),
      ResultSetMetadata: { ColumnInfo: [...query.columns] },
    },
    ...(next !== undefined && { NextToken: String(next) }),
  };
};

const requireSuccess = (query: QueryRecord): void => {
  if (!isFinished(query)) throw invalidRequest(`Query has not yet finished. Current state: ${query.state}`);
  if (query.state !== 'SUCCEEDED')
    throw invalidRequest(`Query did not finish successfully. Final query state: ${query.state}`);
};

const readToken = (token: string | undefined): number => {
  const position = Number(token ?? 0);
  if (!Number.isSafeInteger(position) || position < 0) throw invalidRequest('The NextToken is not one that was given.');
  return position;
};

const readPage = async (
  query: QueryRecord,
  start: number,
  most: number,
  ports: AthenaPorts,
): Promise<{ rows: readonly TextRow[]; next: number | undefined }> => {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(query.outputLocation) ?? [];
  const readRows = traitsOf(query.bound.statement).result === 'text' ? readTextRows : readCsvRows;
  const { ContentLength: size = 0 } = await ports.s3.api.HeadObject({ Bucket, Key });
  if (start >= size) return { rows: [], next: undefined };
  for (let length = READ_AT_ONCE_BYTES; ; length *= 2) {
    const end = Math.min(start + length, size);
    const { Body } = await ports.s3.api.GetObject({ Bucket, Key, Range: `bytes=${start}-${end - 1}` });
    const { rows, length: taken } = readRows(await bytesOf(Body), most);
    if (rows.length === most || end === size) return { rows, next: start + taken < size ? start + taken : undefined };
  }
};

const bytesOf = async (body: Uint8Array | AsyncIterable<unknown>): Promise<Uint8Array> => {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
};
