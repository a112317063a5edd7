import type { FailedBatch } from './failed-batch.js';
import type { ChangeRecord } from './ports.js';

/** The event that Lambda hands to a function for records of Kinesis. https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export const kinesisEvent = (records: readonly ChangeRecord[], batch: FailedBatch): Uint8Array =>
  Buffer.from(JSON.stringify({ Records: records.map((record) => eventRecord(record, batch)) }));

const eventRecord = (record: ChangeRecord, { streamArn, shardId }: FailedBatch): object => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.PartitionKey,
    sequenceNumber: record.SequenceNumber,
    data: Buffer.from(record.Data ?? []).toString('base64'),
    approximateArrivalTimestamp: (record.ApproximateArrivalTimestamp?.getTime() ?? 0) / 1000,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: `${shardId}:${record.SequenceNumber ?? ''}`,
  eventName: 'aws:kinesis:record',
  awsRegion: streamArn.split(':')[3],
  eventSourceARN: streamArn,
});
