import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../core/authorization/access-denied.js';
import type { Access, Authorization, Permissions } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import type { CloudContext } from '../core/cloud-context.js';
import type { DeliveryRoles, FirehosePorts, FirehosePortsFor } from '../services/firehose/index.js';
import { logStreamArn } from './log-stream-arn.js';

/** A delivery stream's neighbours: its source under the source's role, all else under the destination's. */
export const firehosePortsFor =
  (context: CloudContext, authorization: Authorization, neighbours: FirehosePorts): FirehosePortsFor =>
  (stream) => {
    const source = assumeRole(context, authorization, stream, stream.sourceRoleArn);
    checkAtCreation(source, stream);
    const destination = assumeRole(context, authorization, stream, stream.roleArn);
    const onSource = (action: string) => () => [{ action: `kinesis:${action}`, resource: stream.sourceStreamArn }];
    const { kinesis, lambda, s3, logs } = neighbours;
    return {
      kinesis: {
        ...authorizedPort(kinesis, source, {
          ListShards: onSource('ListShards'),
          GetShardIterator: onSource('GetShardIterator'),
          GetRecords: onSource('GetRecords'),
        }),
        pendingAfter: (...place) => kinesis.pendingAfter(...place),
      },
      lambda: authorizedPort(lambda, destination, { Invoke: ({ FunctionName = '' }) => invocations(FunctionName) }),
      s3: authorizedPort(s3, destination, {
        PutObject: ({ Bucket, Key }) => [
          { action: 's3:PutObject', resource: `arn:${context.partition}:s3:::${Bucket}/${Key}` },
        ],
      }),
      logs: authorizedPort(logs, destination, {
        append: (input) => [{ action: 'logs:PutLogEvents', resource: logStreamArn(context, input) }],
      }),
    };
  };

/** Delivery streams whose role had the plain ARN only were denied, so an ARN without a version is asked for both ways. */
const invocations = (functionArn: string): readonly Access[] => {
  const isQualified = functionArn.split(':').length > 7;
  const resources = isQualified ? [functionArn] : [functionArn, `${functionArn}:$LATEST`];
  return resources.map((resource) => ({ action: 'lambda:InvokeFunction', resource }));
};

const assumeRole = (
  { accountId }: CloudContext,
  authorization: Authorization,
  { arn, name }: DeliveryRoles,
  roleArn: string,
): Permissions => {
  try {
    const service = 'firehose.amazonaws.com';
    return authorization.assume({ roleArn, service, sourceArn: arn, sessionName: name, externalId: accountId });
  } catch (cause) {
    throw invalid(`Firehose is unable to assume role ${roleArn}. Please check the role provided.`, cause);
  }
};

/** AWS describes the source before it makes the delivery stream. */
const checkAtCreation = (
  permissions: Permissions,
  { sourceRoleArn, sourceStreamArn: resource }: DeliveryRoles,
): void => {
  const action = 'kinesis:DescribeStream';
  try {
    permissions.authorize({ action, resource });
  } catch (cause) {
    if (!isAccessDenied(cause)) throw cause;
    throw invalid(`Role ${sourceRoleArn} is not authorized to perform: ${action} on resource ${resource}.`, cause);
  }
};

const invalid = (message: string, cause: unknown): AwsError =>
  new AwsError('InvalidArgumentException', message, 400, { cause });
