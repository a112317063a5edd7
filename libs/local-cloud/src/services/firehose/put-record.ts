import { AwsError } from '@sales-cdc/aws-wire';
import type { PutRecordInput, PutRecordOutput } from '@aws-sdk/client-firehose';
import type { DeliveryStreams } from './delivery-streams.js';
import { requireRecordData } from './record-data.js';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export const putRecord = async (
  { DeliveryStreamName, Record }: PutRecordInput,
  streams: DeliveryStreams,
): Promise<PutRecordOutput> => {
  const data = requireRecordData([Record], () => 'record.data');
  const [RecordId] = await streams.requireDoor(DeliveryStreamName).put(data);
  if (RecordId === undefined) throw new AwsError('InternalFailure', 'The record was not taken.', 500);
  return { RecordId, Encrypted: false };
};
