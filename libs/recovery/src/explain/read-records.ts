import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { runQuery, type QueryContext } from '../athena/run-query.js';
import { readErrorLine } from '../error-output/error-line.js';
import { keysUnder, type ObjectStore } from '../objects/object-store.js';
import { readLines } from '../objects/lines.js';
import { Refusal } from '../refusal.js';
import type { RejectedRecord } from './explanation.js';

/** A record, or where something lies that is none, and one sentence why. */
export type FoundRecord = Either<{ readonly place: string; readonly problem: string }, RejectedRecord>;

/** What a user gives as text: a line of the error output, the record itself as JSON, or its raw data in base64. */
export const recordInText = (text: string, place: string): FoundRecord => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return right({ place, rawData: trimmed });
  if (!trimmed.includes('"rawData"')) return right({ place, rawData: Buffer.from(trimmed).toString('base64') });
  return recordInLine(trimmed, place);
};

/** The records of one object of the error output, or of all under a prefix that ends in `/`. */
export async function* recordsInObjects(
  store: Pick<ObjectStore, 'GetObject' | 'ListObjectsV2'>,
  address: string,
): AsyncGenerator<FoundRecord> {
  const [, bucket, path] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(address) ?? [];
  if (bucket === undefined || path === undefined)
    throw new Refusal(`${address} is no address of an object: write it like s3://bucket/errors/….`);
  const isFolder = path === '' || path.endsWith('/');
  let objects = 0;
  for await (const key of isFolder ? keysUnder(store, bucket, path) : [path]) {
    objects += 1;
    yield* recordsInObject(store, bucket, key);
  }
  if (objects === 0) throw new Refusal(`There is nothing under ${address}.`);
}

async function* recordsInObject(
  store: Pick<ObjectStore, 'GetObject'>,
  bucket: string,
  key: string,
): AsyncGenerator<FoundRecord> {
  const place = `s3://${bucket}/${key}`;
  const lines = await readLines(store, bucket, key).catch((error: unknown) => {
    throw isNoSuchKey(error) ? new Refusal(`There is no object ${place}.`) : error;
  });
  for (const [index, line] of lines.entries()) yield recordInLine(line, `${place}:${index + 1}`);
}

/** Everything that the view of rejected records holds. */
export async function* recordsInView(view: string, context: QueryContext): AsyncGenerator<FoundRecord> {
  let row = 0;
  for await (const rows of runQuery(`SELECT raw_data, error_code, error_message FROM ${view}`, context))
    for (const [rawData, errorCode, errorMessage] of rows) {
      const place = `${view}, row ${++row}`;
      yield typeof rawData === 'string'
        ? right({ place, rawData, errorCode: errorCode ?? '', errorMessage: errorMessage ?? '' })
        : left({ place, problem: 'it has no raw data' });
    }
}

const recordInLine = (line: string, place: string): FoundRecord => {
  const error = readErrorLine(line);
  return isLeft(error) ? left({ place, problem: error.left }) : right({ place, ...error.right });
};

const isNoSuchKey = (error: unknown): boolean => error instanceof Error && error.name === 'NoSuchKey';
