import type { Failure } from '../processing/outcome.js';
import type { SourceRecord } from '../source/source-record.js';

export interface FailedAttempts {
  readonly failure: Failure;
  readonly attemptsMade: number;
  readonly endedAtMs: number;
  readonly lambdaArn?: string;
}

/**
 * A line of the error output. Names, order and numbers are those of objects that were captured on AWS; its
 * documentation spells `lambdaArn` and shows text: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
export const errorLine = (
  { data, arrivalMs }: SourceRecord,
  { failure, attemptsMade, endedAtMs, lambdaArn }: FailedAttempts,
): Uint8Array =>
  Buffer.from(
    `${JSON.stringify({
      rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
      errorCode: failure.errorCode,
      errorMessage: failure.errorMessage,
      attemptsMade,
      arrivalTimestamp: arrivalMs,
      attemptEndingTimestamp: endedAtMs,
      ...(lambdaArn !== undefined && { lambdaARN: lambdaArn }),
    })}\n`,
  );
