import type { Api } from '../../core/operation.js';
import { describeDeliveryStream } from './describe-delivery-stream.js';
import { listDeliveryStreams } from './list-delivery-streams.js';
import { putRecordBatch } from './put-record-batch.js';
import { putRecord } from './put-record.js';

export const operations = {
  DescribeDeliveryStream: describeDeliveryStream,
  ListDeliveryStreams: listDeliveryStreams,
  PutRecord: putRecord,
  PutRecordBatch: putRecordBatch,
};

export type FirehoseApi = Api<typeof operations>;
