import type { DataCatalogTable } from '../conversion/record-conversion.js';
import type { Failure } from '../processing/outcome.js';
import type { SourceRecord } from '../source/source-record.js';

export interface FailedAttempts {
  readonly failure: Failure;
  readonly attemptsMade: number;
  readonly endedAtMs: number;
  readonly lambdaArn?: string;
}

const base64 = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
const lineOf = (members: object): Uint8Array => Buffer.from(`${JSON.stringify(members)}\n`);

/**
 * A line of the error output. Names, order and numbers are those of objects that were captured on AWS; its
 * documentation spells `lambdaArn` and shows text: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
export const errorLine = (
  { data, arrivalMs }: SourceRecord,
  { failure, attemptsMade, endedAtMs, lambdaArn }: FailedAttempts,
): Uint8Array =>
  lineOf({
    rawData: base64(data),
    errorCode: failure.errorCode,
    errorMessage: failure.errorMessage,
    attemptsMade,
    arrivalTimestamp: arrivalMs,
    attemptEndingTimestamp: endedAtMs,
    ...(lambdaArn !== undefined && { lambdaARN: lambdaArn }),
  });

/**
 * A line of the error output for a record that does not fit the table.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 * Differs: whether AWS gives the record as it came or as the function left it has not been seen; here it is as it came.
 */
export const conversionErrorLine = (
  { data, arrivalMs, sequenceNumber, subSequenceNumber, partitionKey }: SourceRecord,
  { errorCode, errorMessage }: Failure,
  endedAtMs: number,
  dataCatalogTable: DataCatalogTable,
): Uint8Array =>
  lineOf({
    attemptsMade: 1,
    arrivalTimestamp: arrivalMs,
    lastErrorCode: errorCode,
    lastErrorMessage: errorMessage,
    attemptEndingTimestamp: endedAtMs,
    rawData: base64(data),
    // What is put into the delivery stream itself has neither; of Kinesis, every record has a partition key.
    ...(partitionKey !== '' && { sequenceNumber, subSequenceNumber }),
    dataCatalogTable,
  });
