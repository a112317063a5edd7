import type { GivenUp } from '../../stream-poller/poller-context.js';
import type { MappingPorts } from './mapping-ports.js';

export interface FailedBatchOrigin {
  readonly functionArn: string;
  readonly eventSourceArn: string;
  readonly newRequestId: () => string;
  readonly now: () => number;
}

/**
 * The message about records given up: it points into the stream and does not carry the records.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export const failedBatchMessage = (
  { shardId, events, condition, executions, failure }: GivenUp,
  { functionArn, eventSourceArn, newRequestId, now }: FailedBatchOrigin,
): string => {
  const invocation = failure?.invocation;
  const isKinesis = eventSourceArn.split(':')[2] === 'kinesis';
  const first = events[0];
  const last = events.at(-1);
  const timeOf = (atMs: number | undefined): string => arrival(atMs ?? now(), isKinesis);
  const batchInfo = {
    shardId,
    startSequenceNumber: first?.sequenceNumber,
    endSequenceNumber: last?.sequenceNumber,
    approximateArrivalOfFirstRecord: timeOf(first?.createdAtMs),
    approximateArrivalOfLastRecord: timeOf(last?.createdAtMs),
    batchSize: events.length,
    streamArn: eventSourceArn,
  };
  return JSON.stringify({
    requestContext: {
      requestId: invocation?.requestId ?? newRequestId(),
      functionArn,
      condition: condition === 'RecordAgeExceeded' ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted',
      approximateInvokeCount: executions,
    },
    ...(invocation && {
      responseContext: {
        statusCode: invocation.statusCode,
        executedVersion: '$LATEST',
        ...(invocation.functionError !== undefined && { functionError: invocation.functionError }),
      },
    }),
    version: '1.0',
    timestamp: new Date(now()).toISOString(),
    [isKinesis ? 'KinesisBatchInfo' : 'DDBStreamBatchInfo']: batchInfo,
  });
};

/** `2019-11-14T00:38:04.835Z` for Kinesis, whole seconds for DynamoDB. */
const arrival = (atMs: number, isKinesis: boolean): string => {
  const text = new Date(atMs).toISOString();
  return isKinesis ? text : `${text.slice(0, 19)}Z`;
};

/** Sends a message to the queue or the topic of that ARN. Throws what the service answers. */
export const sendToDestination = async (arn: string, body: string, { sqs, sns }: MappingPorts): Promise<void> => {
  const [, , service, , account, name] = arn.split(':');
  if (service === 'sns') {
    await sns.Publish({ TopicArn: arn, Message: body });
    return;
  }
  const { QueueUrl } = await sqs.GetQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: account });
  await sqs.SendMessage({ QueueUrl, MessageBody: body });
};
