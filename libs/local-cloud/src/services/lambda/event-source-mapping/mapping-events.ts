import type { _Record as KinesisRecord } from '@aws-sdk/client-kinesis';
import type { Message } from '@aws-sdk/client-sqs';
import type { EventPattern } from '../../event-pattern/event-pattern.js';
import type { StreamRecord } from '../../stream-poller/dynamodb-stream-source.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';

/** Where records come from and who reads them. */
export interface EventOrigin {
  readonly eventSourceArn: string;
  readonly region: string;
  /** The function's execution role. */
  readonly roleArn: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export const kinesisEvent = (
  record: KinesisRecord,
  shardId: string,
  { eventSourceArn, region, roleArn }: EventOrigin,
  filter: EventPattern,
): StreamEvent | undefined => {
  const { SequenceNumber: sequenceNumber = '', PartitionKey: partitionKey = '' } = record;
  const data = Buffer.from(record.Data ?? []);
  const createdAtMs = record.ApproximateArrivalTimestamp?.getTime() ?? 0;
  const kinesis = {
    kinesisSchemaVersion: '1.0',
    partitionKey,
    sequenceNumber,
    data: data.toString('base64'),
    approximateArrivalTimestamp: createdAtMs / 1000,
  };
  // A filter sees the members of `kinesis`, and the data decoded: as JSON where it is an object, else as text.
  if (!filter({ ...kinesis, data: decoded(data.toString('utf8')) })) return undefined;
  const event = {
    kinesis,
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: roleArn,
    awsRegion: region,
    eventSourceARN: eventSourceArn,
  };
  return { sequenceNumber, createdAtMs, partitionKey, data: Buffer.from(JSON.stringify(event)) };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export const dynamoDbEvent = (
  record: StreamRecord,
  { eventSourceArn }: EventOrigin,
  filter: EventPattern,
): StreamEvent | undefined => {
  const event = { ...record, eventSourceARN: eventSourceArn };
  if (!filter(event)) return undefined;
  const { SequenceNumber, ApproximateCreationDateTime, Keys } = record.dynamodb as StreamRecord['dynamodb'] & {
    Keys?: unknown;
  };
  return {
    sequenceNumber: SequenceNumber,
    createdAtMs: ApproximateCreationDateTime * 1000,
    partitionKey: JSON.stringify(Keys),
    data: Buffer.from(JSON.stringify(event)),
  };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const queueEvent = (message: Message, { eventSourceArn, region }: EventOrigin): object => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
      name,
      {
        ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
        ...(value.BinaryValue && { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
        stringListValues: [],
        binaryListValues: [],
        dataType: value.DataType,
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  ...(message.MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  eventSource: 'aws:sqs',
  eventSourceARN: eventSourceArn,
  awsRegion: region,
});

/** What a filter sees of a message: its body as JSON where that is an object. */
export const filterView = (event: object, body: string | undefined): object => ({
  ...event,
  body: decoded(body ?? ''),
});

const decoded = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
};
