import type { DeliveryStreamConfiguration } from '../configuration.js';
import { recordIdOf, type SourceRecord } from '../source/source-record.js';

const base64 = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');

const eventRecord = (record: SourceRecord): object => ({
  recordId: recordIdOf(record),
  approximateArrivalTimestamp: record.arrivalMs,
  data: base64(record.data),
});

const kinesisEventRecord = (record: SourceRecord): object => ({
  ...eventRecord(record),
  kinesisRecordMetadata: {
    sequenceNumber: record.sequenceNumber,
    // A number, as in events that were captured on AWS; its documentation says text.
    subsequenceNumber: record.subSequenceNumber,
    partitionKey: record.partitionKey,
    shardId: record.shardId,
    approximateArrivalTimestamp: record.arrivalMs,
  },
});

/** What the Lambda is given, as JSON: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
export const processingEvent = (
  { source, arn }: Pick<DeliveryStreamConfiguration, 'source' | 'arn'>,
  region: string,
  invocationId: string,
  records: readonly SourceRecord[],
): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      invocationId,
      ...(source && { sourceKinesisStreamArn: source.streamArn }),
      deliveryStreamArn: arn,
      region,
      records: records.map(source ? kinesisEventRecord : eventRecord),
    }),
  );

/** Everything of a record in the event but its data and its partition key, rounded up. */
const RECORD_OVERHEAD_BYTES = 480;
/** A character of a partition key takes at most six bytes in JSON. */
const MAX_ESCAPED_BYTES = 6;

/** An upper bound of what a record adds to the event. */
export const eventBytesOf = ({ data, partitionKey }: SourceRecord): number =>
  RECORD_OVERHEAD_BYTES + Math.ceil(data.byteLength / 3) * 4 + partitionKey.length * MAX_ESCAPED_BYTES;
