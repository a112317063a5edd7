import { AwsError } from '@sales-cdc/aws-wire';
import type { PutRecordBatchInput, PutRecordBatchOutput } from '@aws-sdk/client-firehose';
import type { DeliveryStreams } from './delivery-streams.js';
import { requireRecordData } from './record-data.js';

const MAX_RECORDS = 500;
const MAX_BYTES = 4 * 1024 * 1024;

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
export const putRecordBatch = async (
  { DeliveryStreamName, Records = [] }: PutRecordBatchInput,
  streams: DeliveryStreams,
): Promise<PutRecordBatchOutput> => {
  refuseWrongCount(Records.length);
  const data = requireRecordData(Records, (index) => `records.${String(index + 1)}.member.data`);
  if (data.reduce((sum, { byteLength }) => sum + byteLength, 0) > MAX_BYTES)
    throw new AwsError('InvalidArgumentException', 'Records size exceeds 4 MB limit');
  const ids = await streams.requireDoor(DeliveryStreamName).put(data);
  return { FailedPutCount: 0, Encrypted: false, RequestResponses: ids.map((RecordId) => ({ RecordId })) };
};

const refuseWrongCount = (count: number): void => {
  if (count >= 1 && count <= MAX_RECORDS) return;
  const constraint =
    count < 1
      ? 'Member must have length greater than or equal to 1'
      : `Member must have length less than or equal to ${MAX_RECORDS}`;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at 'records' failed to satisfy constraint: ${constraint}`,
  );
};
