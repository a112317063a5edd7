import { createHash } from 'node:crypto';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { placeSale } from '@sales-cdc/partitioning';
import { backfillSequenceNumber, saleStream, type Image } from '@sales-cdc/stream-codec';
import { folderOf, type PlacedRow } from '../objects/write-rows.js';

/** The moments of a backfill, in milliseconds since 1970. */
export interface BackfillMoments {
  /** The same for all rows of a backfill: by it a row that is written again is the same row. */
  readonly asOfMs: number;
  /** A moment before the item was read. */
  readonly readAtMs: number;
  readonly processedAtMs: number;
}

/** Makes items that were read at the same moment rows with the op `r`, or says in one sentence why one is no sale. */
export const backfillRows = (
  id: string,
  { asOfMs, readAtMs, processedAtMs }: BackfillMoments,
): ((item: Image) => Either<string, PlacedRow>) => {
  const SequenceNumber = backfillSequenceNumber(asOfMs);
  const ApproximateCreationDateTime = Math.floor(readAtMs / 1000);
  const place = placeSale(processedAtMs);
  const write = saleStream.linesAt(processedAtMs);
  return (item) => {
    const change = saleStream.change({
      eventID: digest(`${id}\n${JSON.stringify(item['sale_id'])}`),
      eventName: 'INSERT',
      dynamodb: { SequenceNumber, ApproximateCreationDateTime, NewImage: item },
    });
    if (isLeft(change)) return left(change.left.details.join('; '));
    const partitionKeys = place(change.right.image);
    if (isLeft(partitionKeys)) return partitionKeys;
    const line = write({ ...change.right, op: 'r' });
    if (isLeft(line)) return left(line.left.details.join('; '));
    return right({ folder: folderOf(partitionKeys.right), origin: digest(JSON.stringify(item)), line: line.right });
  };
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
