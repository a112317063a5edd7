import { AwsError } from '@sales-cdc/aws-wire';
import type {
  PutRecordBatchInput,
  PutRecordBatchOutput,
  PutRecordInput,
  PutRecordOutput,
} from '@aws-sdk/client-firehose';
import type { DeliveryStreams } from './delivery-streams.js';

/** Every delivery stream here has a Kinesis source, into which AWS lets nobody else put. */
const refuse = (name: string | undefined, streams: DeliveryStreams): never => {
  streams.require(name);
  throw new AwsError(
    'InvalidArgumentException',
    'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
  );
};

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export const putRecord = (input: PutRecordInput, streams: DeliveryStreams): PutRecordOutput =>
  refuse(input.DeliveryStreamName, streams);

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
export const putRecordBatch = (input: PutRecordBatchInput, streams: DeliveryStreams): PutRecordBatchOutput =>
  refuse(input.DeliveryStreamName, streams);
