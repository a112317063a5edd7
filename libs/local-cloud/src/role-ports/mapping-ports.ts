import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../core/authorization/access-denied.js';
import type { Authorization, Permissions } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import type { MappingPorts, MappingPortsFor, MappingRole } from '../services/lambda/index.js';

/** What Lambda asks for when a mapping is made. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
const SOURCE_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  kinesis: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListShards'],
  dynamodb: ['GetRecords', 'GetShardIterator', 'DescribeStream'],
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
};

/** The sources and destinations of a function's event source mappings, under its execution role. */
export const mappingPortsFor =
  (authorization: Authorization, { kinesis, streams, sqs, sns }: MappingPorts): MappingPortsFor =>
  (mapping) => {
    const permissions = assumeRole(authorization, mapping);
    checkAtCreation(permissions, mapping);
    const { eventSourceArn: resource, onFailureArn = '' } = mapping;
    const on = (action: string) => () => [{ action, resource }];
    return {
      kinesis: {
        ...authorizedPort(kinesis, permissions, {
          ListShards: on('kinesis:ListShards'),
          GetShardIterator: on('kinesis:GetShardIterator'),
          GetRecords: on('kinesis:GetRecords'),
        }),
        pendingAfter: (...place) => kinesis.pendingAfter(...place),
      },
      streams: {
        ...authorizedPort(streams, permissions, {
          DescribeStream: on('dynamodb:DescribeStream'),
          GetShardIterator: on('dynamodb:GetShardIterator'),
          GetRecords: on('dynamodb:GetRecords'),
        }),
        pendingAfter: (...place) => streams.pendingAfter(...place),
      },
      sqs: authorizedPort(sqs, permissions, {
        // The mapping turns an ARN into a URL with it; AWS's needs no permission for that.
        GetQueueUrl: () => [],
        GetQueueAttributes: on('sqs:GetQueueAttributes'),
        ReceiveMessage: on('sqs:ReceiveMessage'),
        DeleteMessageBatch: on('sqs:DeleteMessage'),
        SendMessage: () => [{ action: 'sqs:SendMessage', resource: onFailureArn }],
      }),
      sns: authorizedPort(sns, permissions, {
        Publish: () => [{ action: 'sns:Publish', resource: onFailureArn }],
      }),
    };
  };

const assumeRole = (authorization: Authorization, mapping: MappingRole): Permissions => {
  const { roleArn, functionArn: sourceArn, functionName: sessionName } = mapping;
  try {
    return authorization.assume({ roleArn, service: 'lambda.amazonaws.com', sourceArn, sessionName });
  } catch (cause) {
    throw invalid('The role defined for the function cannot be assumed by Lambda.', cause);
  }
};

const checkAtCreation = (permissions: Permissions, { eventSourceArn, onFailureArn }: MappingRole): void => {
  const service = eventSourceArn.split(':')[2] ?? '';
  for (const action of SOURCE_ACTIONS[service] ?? [])
    check(permissions, `${service}:${action}`, eventSourceArn, unreadable(service, action, eventSourceArn));
  if (onFailureArn === undefined) return;
  const action = onFailureArn.split(':')[2] === 'sns' ? 'sns:Publish' : 'sqs:SendMessage';
  const [, name] = action.split(':');
  check(
    permissions,
    action,
    onFailureArn,
    `The provided execution role does not have permissions to call ${name} on ${action.split(':')[0]?.toUpperCase()}`,
  );
};

const check = (permissions: Permissions, action: string, resource: string, sentence: string): void => {
  try {
    permissions.authorize({ action, resource });
  } catch (cause) {
    throw isAccessDenied(cause) ? invalid(sentence, cause) : cause;
  }
};

const unreadable = (service: string, action: string, arn: string): string =>
  service === 'sqs'
    ? `The function execution role does not have permissions to call ${action} on SQS`
    : `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`;

const invalid = (message: string, cause: unknown): AwsError =>
  new AwsError('InvalidParameterValueException', message, 400, { cause, members: { Type: 'User' } });
