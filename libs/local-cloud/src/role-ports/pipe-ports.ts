import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../core/authorization/access-denied.js';
import type { Authorization, Permissions } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import type { PipePortsFor, PipeRole, PipesPorts } from '../services/pipes/index.js';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html */
const SOURCE_ACTIONS = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/** A pipe's neighbours under the pipe's own role. */
export const pipePortsFor =
  (authorization: Authorization, { streams, kinesis, sqs, logs }: PipesPorts): PipePortsFor =>
  (pipe) => {
    const permissions = assumeRole(authorization, pipe);
    checkAtCreation(permissions, pipe);
    const onStream = (action: string) => () => [{ action: `dynamodb:${action}`, resource: pipe.streamArn }];
    return {
      streams: {
        ...authorizedPort(streams, permissions, {
          DescribeStream: onStream('DescribeStream'),
          GetShardIterator: onStream('GetShardIterator'),
          GetRecords: onStream('GetRecords'),
        }),
        pendingAfter: (...place) => streams.pendingAfter(...place),
      },
      kinesis: authorizedPort(kinesis, permissions, {
        PutRecords: ({ StreamARN: resource = '' }) => [{ action: 'kinesis:PutRecords', resource }],
      }),
      sqs: authorizedPort(sqs, permissions, {
        // The local pipe turns an ARN into a URL with it; AWS's needs no permission for that.
        GetQueueUrl: () => [],
        SendMessage: () => [{ action: 'sqs:SendMessage', resource: pipe.deadLetterQueueArn ?? '' }],
      }),
      // Differs: AWS asks the one who makes the pipe for logs:CreateLogDelivery, and the log group for a resource policy.
      logs,
    };
  };

const assumeRole = (authorization: Authorization, { roleArn, pipeArn, pipeName }: PipeRole): Permissions => {
  try {
    return authorization.assume({
      roleArn,
      service: 'pipes.amazonaws.com',
      sourceArn: pipeArn,
      sessionName: pipeName,
    });
  } catch (cause) {
    // Differs: AWS's own words have not been seen.
    throw invalid(`EventBridge Pipes cannot assume the role ${roleArn}. ${reasonOf(cause)}`, cause);
  }
};

/**
 * AWS tries the source and the dead-letter queue when it makes a pipe, and says so in these words:
 * https://github.com/hashicorp/terraform-provider-aws/issues/40572, https://github.com/aws-samples/serverless-patterns/issues/1857
 *
 * Differs: AWS stops there; here follows which action was denied. AWS sends a message to the queue; here the permission
 * to do so is looked up.
 */
const checkAtCreation = (permissions: Permissions, { streamArn, deadLetterQueueArn }: PipeRole): void => {
  const check = (action: string, resource: string, sentence: string): void => {
    try {
      permissions.authorize({ action, resource });
    } catch (cause) {
      throw isAccessDenied(cause) ? invalid(`${sentence}. ${cause.message}`, cause) : cause;
    }
  };
  for (const action of SOURCE_ACTIONS)
    check(
      action,
      streamArn,
      `Cannot access stream ${streamArn}. Please ensure the customer role can perform actions on source stream`,
    );
  if (deadLetterQueueArn !== undefined)
    check(
      'sqs:SendMessage',
      deadLetterQueueArn,
      `Error occurred while sending message to SQS queue: ${deadLetterQueueArn}`,
    );
};

const invalid = (sentence: string, cause: unknown): AwsError =>
  new AwsError('ValidationException', `Input parameter is invalid from the request due to : ${sentence}`, 400, {
    cause,
  });

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
