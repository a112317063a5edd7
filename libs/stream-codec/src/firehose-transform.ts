import { isLeft, left, type Either } from 'fp-ts/lib/Either.js';
import { Base64Scratch } from './base64-scratch.js';
import { type EntityStream } from './entity-stream.js';
import {
  recordReader,
  type Accepted,
  type FirehoseAnswer,
  type FirehoseRecord,
  type Outcome,
  type Placement,
  type Transformed,
} from './firehose.js';
import { type Rejection } from './rejection.js';

/** Firehose takes no larger answer from the function. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
export const MAX_ANSWER_BYTES = 6_000_000;

/** More than the JSON around the data of any answer, but for the record's id and the partition's values. */
const ENVELOPE_BYTES = 100;

/**
 * Transforms a batch: every record is answered exactly once and in order, and the answer never outgrows Firehose's limit.
 *
 * The limit holds because the batch starts as if all of it had failed. Such an answer repeats the data that came, so it
 * is no larger than the request, which had to fit the same limit. A record is then accepted only while the whole still
 * fits; one that does not fit stays failed with its original data, so it is in the error output and not lost.
 */
export const firehoseTransform = <A>(
  stream: EntityStream<A>,
  placement: Placement<A>,
  maxAnswerBytes = MAX_ANSWER_BYTES,
): ((records: readonly FirehoseRecord[], nowMs: number) => Transformed) => {
  const readAt = recordReader(stream, placement);
  return (records, nowMs) => {
    const scratch = new Base64Scratch();
    const read = readAt(nowMs, scratch);
    const answers: FirehoseAnswer[] = [];
    const outcomes: Outcome[] = [];
    let answerBytes = records.reduce((bytes, { recordId, data }) => bytes + sizeOf(recordId, data), 0);
    for (const record of records) {
      const outcome = read(record.data);
      const answer = answerTo(record, outcome, scratch);
      const grown = answerBytes + answer.data.length - record.data.length + keysSize(answer);
      const fits = answer.result === 'ProcessingFailed' || grown <= maxAnswerBytes;
      answers.push(fits ? answer : failed(record));
      outcomes.push(fits ? outcome : FULL);
      if (fits) answerBytes = grown;
    }
    return { answers, outcomes };
  };
};

const FULL: Either<Rejection, Accepted> = left({
  reason: 'answer-full',
  details: ['the answer to Firehose had no room left; make the buffer before the function smaller'],
});

const answerTo = (record: FirehoseRecord, outcome: Outcome, scratch: Base64Scratch): FirehoseAnswer => {
  if (isLeft(outcome)) return failed(record);
  const { line, partitionKeys } = outcome.right;
  return { recordId: record.recordId, result: 'Ok', data: scratch.encode(line), metadata: { partitionKeys } };
};

const failed = ({ recordId, data }: FirehoseRecord): FirehoseAnswer => ({ recordId, result: 'ProcessingFailed', data });

const sizeOf = (recordId: string, data: string): number => recordId.length + data.length + ENVELOPE_BYTES;

/** At most: JSON writes one UTF-16 unit in up to six bytes. */
const keysSize = (answer: FirehoseAnswer): number => {
  if (answer.result !== 'Ok') return 0;
  const { partitionKeys } = answer.metadata;
  let units = 0;
  for (const key in partitionKeys) units += key.length + (partitionKeys[key]?.length ?? 0) + 1;
  return 6 * units;
};
