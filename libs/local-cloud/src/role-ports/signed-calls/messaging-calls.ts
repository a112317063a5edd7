import { arnOf } from '../../core/cloud-context.js';
import { textOf, type SignedCallTable } from './signed-call.js';

const onTopic: SignedCallTable[string] = ({ TopicArn, TargetArn }) => [
  { action: 'sns:Publish', resource: textOf(TopicArn ?? TargetArn) },
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const SNS_CALLS: SignedCallTable = { Publish: onTopic, PublishBatch: onTopic };

/** A queue's URL ends in its name. */
const onQueue =
  (action: string): SignedCallTable[string] =>
  ({ QueueUrl }, context) => [{ action, resource: arnOf(context, 'sqs', textOf(QueueUrl).split('/').at(-1) ?? '') }];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const SQS_CALLS: SignedCallTable = {
  ChangeMessageVisibility: onQueue('sqs:ChangeMessageVisibility'),
  ChangeMessageVisibilityBatch: onQueue('sqs:ChangeMessageVisibility'),
  DeleteMessage: onQueue('sqs:DeleteMessage'),
  DeleteMessageBatch: onQueue('sqs:DeleteMessage'),
  GetQueueAttributes: onQueue('sqs:GetQueueAttributes'),
  GetQueueUrl: ({ QueueName }, context) => [
    { action: 'sqs:GetQueueUrl', resource: arnOf(context, 'sqs', textOf(QueueName)) },
  ],
  ReceiveMessage: onQueue('sqs:ReceiveMessage'),
  SendMessage: onQueue('sqs:SendMessage'),
  SendMessageBatch: onQueue('sqs:SendMessage'),
};
