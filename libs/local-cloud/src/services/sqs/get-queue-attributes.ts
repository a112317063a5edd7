import type { GetQueueAttributesRequest, GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = async (
  { QueueUrl, AttributeNames = [] }: GetQueueAttributesRequest,
  { queues, policies }: SqsState,
): Promise<GetQueueAttributesResult> => {
  const queue = queues.require(QueueUrl);
  const { visible, delayed, inFlight } = await queue.counts();
  const { createdAtMs, modifiedAtMs, attributes } = queues.settings(queue);
  const { RedrivePolicy, Policy: given, ...numbers } = attributes;
  const policy = given ?? policyText(policies.documentOf(queues.arn(queue)));
  const all: Readonly<Record<string, string | number>> = {
    QueueArn: queues.arn(queue),
    ApproximateNumberOfMessages: visible,
    ApproximateNumberOfMessagesDelayed: delayed,
    ApproximateNumberOfMessagesNotVisible: inFlight,
    CreatedTimestamp: Math.floor(createdAtMs / 1000),
    LastModifiedTimestamp: Math.floor(modifiedAtMs / 1000),
    ...numbers,
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    ...(policy !== undefined && { Policy: policy }),
  };
  const wanted: readonly string[] = AttributeNames.includes('All') ? Object.keys(all) : AttributeNames;
  const named = wanted.flatMap((name) => {
    const value = all[name];
    // A queue may have it, and this one does not.
    if (value === undefined && (name === 'RedrivePolicy' || name === 'Policy')) return [];
    if (value === undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    return [[name, String(value)] as const];
  });
  return named.length === 0 ? {} : { Attributes: Object.fromEntries(named) };
};

/** The template's, where nobody has set another. */
const policyText = (document: unknown): string | undefined =>
  document === undefined ? undefined : JSON.stringify(document);
