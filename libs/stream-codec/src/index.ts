export { type AttributeType, type Image, type ItemAttribute, type ScalarAttribute } from './attribute-value.js';
export { SEQUENCE_DIGITS, backfillSequenceNumber, type Change, type Op } from './change.js';
export { type Column, type DerivedColumn } from './columns.js';
export { entityStream, type EntityDescription, type EntityStream } from './entity-stream.js';
export {
  dataReader,
  recordReader,
  type Accepted,
  type FirehoseAnswer,
  type FirehoseRecord,
  type Outcome,
  type Placement,
  type Transformed,
} from './firehose.js';
export { MAX_ANSWER_BYTES, firehoseTransform } from './firehose-transform.js';
export { type ItemCodec } from './item-codec.js';
export { type LineWriter } from './line-writer.js';
export { REJECTION_REASONS, type Rejection, type RejectionReason } from './rejection.js';
export { saleItem, saleStream } from './sale-stream.js';
