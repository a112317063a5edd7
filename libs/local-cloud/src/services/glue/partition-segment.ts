import type { Segment } from '@aws-sdk/client-glue';
import { createHash } from 'node:crypto';
import { invalidInput } from './errors.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_Segment.html */
const MOST_SEGMENTS = 10;

/**
 * Whether a partition is in the segment: each is in one of them, whichever it is, for as long as there are so many.
 * Throws an InvalidInputException for a segment that is none.
 */
export const segmentFilter = (segment: Segment | undefined): ((values: readonly string[]) => boolean) => {
  if (!segment) return () => true;
  const { SegmentNumber: number, TotalSegments: total } = segment;
  if (!isWhole(total) || total < 1 || total > MOST_SEGMENTS || !isWhole(number) || number < 0 || number >= total)
    throw invalidInput(
      `Segment must have from 1 to ${String(MOST_SEGMENTS)} TotalSegments and a SegmentNumber from 0 to below that.`,
    );
  return (values) => createHash('md5').update(JSON.stringify(values)).digest().readUInt32BE() % total === number;
};

const isWhole = (value: number | undefined): value is number => Number.isInteger(value);
