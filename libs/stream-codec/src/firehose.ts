import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { Base64Scratch } from './base64-scratch.js';
import { type Change, type Op } from './change.js';
import { type EntityStream } from './entity-stream.js';
import { type Rejection } from './rejection.js';

/** What the transform reads of a record that Firehose hands over. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
export interface FirehoseRecord {
  readonly recordId: string;
  /** Base64 of one stream record as JSON. */
  readonly data: string;
}

/** The answer to one record. */
export type FirehoseAnswer =
  | {
      readonly recordId: string;
      readonly result: 'Ok';
      readonly data: string;
      readonly metadata: { readonly partitionKeys: Readonly<Record<string, string>> };
    }
  | { readonly recordId: string; readonly result: 'ProcessingFailed'; readonly data: string };

/** The partition of an entity, or one sentence why none may hold it; made anew for each moment of processing. */
export type Placement<A> = (nowMs: number) => (entity: A) => Either<string, Readonly<Record<string, string>>>;

/** A record that became a line. */
export interface Accepted {
  readonly op: Op;
  readonly committedAtMs: number;
  readonly line: string;
  readonly partitionKeys: Readonly<Record<string, string>>;
}

/** What became of a record. */
export type Outcome = Either<Rejection, Accepted>;

/** The answers, in the order of the records, and what they stand for. */
export interface Transformed {
  readonly answers: readonly FirehoseAnswer[];
  readonly outcomes: readonly Outcome[];
}

/** Reads the data (base64) of one record as a change. Never throws. */
export const dataReader = <A>(
  stream: EntityStream<A>,
  scratch = new Base64Scratch(),
): ((data: string) => Either<Rejection, Change<A>>) => {
  return (data) => {
    const json = parseData(data, scratch);
    return isLeft(json) ? json : stream.change(json.right);
  };
};

/** Reads the data (base64) of one record at a given time. Never throws. */
export const recordReader =
  <A>(stream: EntityStream<A>, placement: Placement<A>) =>
  (nowMs: number, scratch = new Base64Scratch()): ((data: string) => Outcome) => {
    const write = stream.linesAt(nowMs);
    const place = placement(nowMs);
    const read = dataReader(stream, scratch);
    return (data) => {
      const change = read(data);
      if (isLeft(change)) return change;
      const { op, committedAtMs, image } = change.right;
      const partitionKeys = place(image);
      if (isLeft(partitionKeys)) return left({ reason: 'no-partition', details: [partitionKeys.left] });
      const line = write(change.right);
      return isLeft(line) ? line : right({ op, committedAtMs, line: line.right, partitionKeys: partitionKeys.right });
    };
  };

const parseData = (data: string, scratch: Base64Scratch): Either<Rejection, unknown> => {
  try {
    return right(JSON.parse(scratch.decode(data)));
  } catch (cause) {
    return left({ reason: 'not-json', details: [cause instanceof Error ? cause.message : String(cause)] });
  }
};
