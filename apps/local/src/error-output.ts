import { isRight } from 'fp-ts/lib/Either.js';
import type { LocalCloud } from '@sales-cdc/local-cloud';
import { recordReader, saleStream } from '@sales-cdc/stream-codec';
import { placeSale } from '@sales-cdc/partitioning';
import { objectLines } from './lake-watch.js';

/** A record of the error output. */
export interface Rejection {
  /** Undefined when the raw data does not even tell the key. */
  readonly saleId: string | undefined;
  /** Why it is no sale, read again from its raw data; Firehose's own message when there is nothing wrong with the data. */
  readonly reasons: readonly string[];
}

/** A line of an error object; see aws-semantics and https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
interface ErrorLine {
  readonly rawData: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

type BucketReader = Pick<LocalCloud['apis']['s3'], 'GetObject' | 'ListObjectsV2'>;

/** Everything that the bucket holds outside the table's prefix, which is the error output of its delivery stream. */
export const readRejections = async (
  s3: BucketReader,
  bucket: string,
  tablePrefix: string,
  nowMs: number,
): Promise<readonly Rejection[]> => {
  const read = recordReader(saleStream, placeSale)(nowMs);
  const rejections: Rejection[] = [];
  for await (const key of objectKeys(s3, bucket))
    if (!key.startsWith(tablePrefix))
      for await (const line of objectLines(s3, bucket, key)) {
        const { rawData, errorCode, errorMessage } = JSON.parse(line) as ErrorLine;
        const outcome = read(rawData);
        const reasons = isRight(outcome) ? [`${errorCode}: ${errorMessage}`] : outcome.left.details;
        rejections.push({ saleId: saleIdOf(rawData), reasons });
      }
  return rejections;
};

async function* objectKeys(s3: BucketReader, Bucket: string): AsyncGenerator<string> {
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.ListObjectsV2({ Bucket, ContinuationToken });
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

const saleIdOf = (rawData: string): string | undefined =>
  /"Keys":\{"sale_id":\{"S":("(?:[^"\\]|\\.)*")\}\}/
    .exec(Buffer.from(rawData, 'base64').toString())
    ?.slice(1)
    .map((json) => JSON.parse(json) as string)[0];
