import type { CloudContext } from '../../core/cloud-context.js';

/** One attempt to write an object. https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html */
export const measureAttempt = (
  { metrics, clock }: CloudContext,
  deliveryStream: string,
  succeeded: boolean,
  name = 'DeliveryToS3.Success',
): void => {
  metrics?.put({
    namespace: 'AWS/Firehose',
    name,
    dimensions: { DeliveryStreamName: deliveryStream },
    value: succeeded ? 1 : 0,
    unit: 'Count',
    timestampMs: clock.now(),
  });
};

/** What producers have put. */
export const measureIncoming = (
  { metrics, clock }: CloudContext,
  deliveryStream: string,
  records: number,
  bytes: number,
): void => {
  const common = {
    namespace: 'AWS/Firehose',
    dimensions: { DeliveryStreamName: deliveryStream },
    timestampMs: clock.now(),
  } as const;
  metrics?.put({ ...common, name: 'IncomingRecords', value: records, unit: 'Count' });
  metrics?.put({ ...common, name: 'IncomingBytes', value: bytes, unit: 'Bytes' });
};
