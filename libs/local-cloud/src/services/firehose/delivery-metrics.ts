import type { CloudContext } from '../../core/cloud-context.js';

/** One attempt to write an object. https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html */
export const measureAttempt = ({ metrics, clock }: CloudContext, deliveryStream: string, succeeded: boolean): void => {
  metrics?.put({
    namespace: 'AWS/Firehose',
    name: 'DeliveryToS3.Success',
    dimensions: { DeliveryStreamName: deliveryStream },
    value: succeeded ? 1 : 0,
    unit: 'Count',
    timestampMs: clock.now(),
  });
};
