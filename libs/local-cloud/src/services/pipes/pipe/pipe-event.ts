import type { StreamRecord } from '../../stream-poller/dynamodb-stream-source.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';
import type { TransformedEvent } from './input-template.js';
import type { PipeConfiguration } from './pipe-configuration.js';

interface EventConfiguration extends Pick<PipeConfiguration, 'streamArn' | 'filter' | 'partitionKey'> {
  /** Makes what goes to the target of an event. */
  readonly transform: (event: unknown) => TransformedEvent;
}

/**
 * The event of a record as it goes to the target, with the ARN of its stream; undefined when the filter does not take it.
 * The changes of one item stay in order, whatever the partition key of the target is.
 */
export const pipeEvent = (
  record: StreamRecord,
  { streamArn, filter, partitionKey, transform }: EventConfiguration,
): StreamEvent | undefined => {
  const event = { ...record, eventSourceARN: streamArn };
  if (!filter(event)) return undefined;
  const body = transform(event);
  const key = partitionKey(event);
  const keyless = key === undefined ? 'it has no value at the path of PartitionKey' : undefined;
  const fault = 'fault' in body ? body.fault : keyless;
  return {
    sequenceNumber: record.dynamodb.SequenceNumber,
    createdAtMs: record.dynamodb.ApproximateCreationDateTime * 1000,
    data: Buffer.from('text' in body ? body.text : ''),
    partitionKey: key,
    orderKey: JSON.stringify(record.dynamodb.Keys),
    ...(fault !== undefined && { fault }),
  };
};
