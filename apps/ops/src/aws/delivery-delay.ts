import { DescribeDeliveryStreamCommand, type FirehoseClient } from '@aws-sdk/client-firehose';

/** What the pipe, the transform, and S3 may take beside the buffers. */
const REST_MS = 15_000;

/** How long a change may be under way from the table to the lake, in milliseconds, by the buffers of the delivery stream. */
export const deliveryDelayMs = async (client: Pick<FirehoseClient, 'send'>, name: string): Promise<number> => {
  const answer = await client.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }));
  const [destination] = answer.DeliveryStreamDescription?.Destinations ?? [];
  const { BufferingHints, ProcessingConfiguration } = destination?.ExtendedS3DestinationDescription ?? {};
  const parameters = (ProcessingConfiguration?.Processors ?? []).flatMap(({ Parameters = [] }) => Parameters);
  const transform = parameters.find(({ ParameterName }) => ParameterName === 'BufferIntervalInSeconds');
  const seconds = (BufferingHints?.IntervalInSeconds ?? 0) + Number(transform?.ParameterValue ?? 0);
  return seconds * 1_000 + REST_MS;
};
