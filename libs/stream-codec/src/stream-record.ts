import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { isRecord, type Image } from './attribute-value.js';
import { SEQUENCE_DIGITS, type Op } from './change.js';
import { type Rejection } from './rejection.js';

/** A stream record whose envelope is sound; its images are still to be read. */
export interface StreamRecord {
  readonly op: Op;
  readonly eventId: string;
  readonly sequenceNumber: string;
  readonly committedAtMs: number;
  readonly image: Image;
  readonly before: Image | undefined;
}

const OPS: Readonly<Record<string, Op>> = { INSERT: 'c', MODIFY: 'u', REMOVE: 'd' };
const SEQUENCE_NUMBER = /^\d{1,40}$/;
const END_OF_YEAR_9999_MS = 253_402_300_799_999;

/**
 * Reads the JSON object that EventBridge Pipes puts on Kinesis for one stream record: members by name, in any order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export const readStreamRecord = (input: unknown): Either<Rejection, StreamRecord> => {
  if (!isRecord(input)) return rejected('must be one JSON object');
  const { eventID, eventName, dynamodb } = input;
  if (typeof eventID !== 'string' || eventID === '') return rejected('eventID: must be text that is not empty');
  const op = typeof eventName === 'string' && Object.hasOwn(OPS, eventName) ? OPS[eventName] : undefined;
  if (op === undefined) return rejected('eventName: must be INSERT, MODIFY or REMOVE');
  if (!isRecord(dynamodb)) return rejected('dynamodb: must be an object');
  const { SequenceNumber, ApproximateCreationDateTime, NewImage, OldImage } = dynamodb;
  if (typeof SequenceNumber !== 'string' || !SEQUENCE_NUMBER.test(SequenceNumber))
    return rejected('dynamodb.SequenceNumber: must be text of 1 to 40 digits');
  const committedAtMs = milliseconds(ApproximateCreationDateTime);
  if (committedAtMs === undefined)
    return rejected('dynamodb.ApproximateCreationDateTime: must be seconds since 1970, before the year 10000');
  const image = op === 'd' ? OldImage : NewImage;
  if (!isRecord(image)) return rejected(`dynamodb.${op === 'd' ? 'OldImage' : 'NewImage'}: must be an object`);
  const before = op === 'u' && isRecord(OldImage) ? OldImage : undefined;
  const sequenceNumber = SequenceNumber.padStart(SEQUENCE_DIGITS, '0');
  return right({ op, eventId: eventID, sequenceNumber, committedAtMs, image, before });
};

const rejected = (detail: string): Either<Rejection, never> =>
  left({ reason: 'not-a-stream-record', details: [detail] });

const milliseconds = (seconds: unknown): number | undefined => {
  if (typeof seconds !== 'number') return undefined;
  const ms = Math.round(seconds * 1000);
  return ms >= 0 && ms <= END_OF_YEAR_9999_MS ? ms : undefined;
};
