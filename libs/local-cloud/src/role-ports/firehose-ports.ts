import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../core/authorization/access-denied.js';
import type { Access, Authorization, Permissions } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import { arnOf, type CloudContext } from '../core/cloud-context.js';
import type { DeliveryRoles, FirehosePorts, FirehosePortsFor } from '../services/firehose/index.js';
import { logStreamArn } from './log-stream-arn.js';

/** A delivery stream's neighbours: its source under the source's role, all else under the destination's. */
export const firehosePortsFor =
  (context: CloudContext, authorization: Authorization, neighbours: FirehosePorts): FirehosePortsFor =>
  (stream) => {
    const { kinesis, lambda, s3, logs, glue } = neighbours;
    const { source, backup, conversion } = stream;
    const sourceStream = source ? sourcePort(context, authorization, kinesis, { ...stream, source }) : kinesis;
    const destination = assumeRole(context, authorization, stream, stream.roleArn);
    return {
      kinesis: sourceStream,
      lambda: authorizedPort(lambda, destination, { Invoke: ({ FunctionName = '' }) => invocations(FunctionName) }),
      s3: bucketPort(context, destination, s3),
      logs: authorizedPort(logs, destination, {
        append: (input) => [{ action: 'logs:PutLogEvents', resource: logStreamArn(context, input) }],
      }),
      glue: conversion ? catalogPort(context, authorization, glue, { ...stream, conversion }) : glue,
      ...(backup && {
        backup: { s3: bucketPort(context, assumeRole(context, authorization, stream, backup.roleArn), s3) },
      }),
    };
  };

/** The Kinesis stream under the source's role, which must see it for the delivery stream to be made. */
const sourcePort = (
  context: CloudContext,
  authorization: Authorization,
  kinesis: FirehosePorts['kinesis'],
  stream: DeliveryRoles & Required<Pick<DeliveryRoles, 'source'>>,
): FirehosePorts['kinesis'] => {
  const { streamArn: resource, roleArn } = stream.source;
  const permissions = assumeRole(context, authorization, stream, roleArn);
  checkAtCreation(permissions, stream.source);
  const onSource = (action: string) => () => [{ action: `kinesis:${action}`, resource }];
  return {
    ...authorizedPort(kinesis, permissions, {
      ListShards: onSource('ListShards'),
      GetShardIterator: onSource('GetShardIterator'),
      GetRecords: onSource('GetRecords'),
    }),
    pendingAfter: (...place) => kinesis.pendingAfter(...place),
  };
};

/**
 * The catalog under the role of the schema, which must be allowed to read the table for the delivery stream to be made.
 * Differs: AWS documents three permissions as needed; which of them it asks for at which moment has not been seen.
 */
const catalogPort = (
  context: CloudContext,
  authorization: Authorization,
  glue: FirehosePorts['glue'],
  stream: DeliveryRoles & Required<Pick<DeliveryRoles, 'conversion'>>,
): FirehosePorts['glue'] => {
  const { roleArn, databaseName, tableName } = stream.conversion;
  const permissions = assumeRole(context, authorization, stream, roleArn);
  const accesses = tableAccesses(context, databaseName, tableName);
  try {
    for (const access of accesses) permissions.authorize(access);
  } catch (cause) {
    if (!isAccessDenied(cause)) throw cause;
    throw invalid(`${GLUE_DENIED} ${cause.message}`, cause);
  }
  return authorizedPort(glue, permissions, { GetTable: () => accesses, GetTableVersion: () => accesses });
};

/** AWS's own sentence; here follows which action was denied. */
const GLUE_DENIED =
  'Access was denied when calling Glue. Please ensure that the role specified in the data format conversion configuration has the necessary permissions.';

/** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-glue */
const tableAccesses = (context: CloudContext, databaseName: string, tableName: string): readonly Access[] =>
  ['GetTable', 'GetTableVersion', 'GetTableVersions'].flatMap((operation) =>
    ['catalog', `database/${databaseName}`, `table/${databaseName}/${tableName}`].map((name) => ({
      action: `glue:${operation}`,
      resource: arnOf(context, 'glue', name),
    })),
  );

const bucketPort = (
  { partition }: CloudContext,
  permissions: Permissions,
  s3: FirehosePorts['s3'],
): FirehosePorts['s3'] =>
  authorizedPort(s3, permissions, {
    PutObject: ({ Bucket, Key }) => [{ action: 's3:PutObject', resource: `arn:${partition}:s3:::${Bucket}/${Key}` }],
  });

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
  { roleArn, streamArn: resource }: NonNullable<DeliveryRoles['source']>,
): void => {
  const action = 'kinesis:DescribeStream';
  try {
    permissions.authorize({ action, resource });
  } catch (cause) {
    if (!isAccessDenied(cause)) throw cause;
    throw invalid(`Role ${roleArn} is not authorized to perform: ${action} on resource ${resource}.`, cause);
  }
};

const invalid = (message: string, cause: unknown): AwsError =>
  new AwsError('InvalidArgumentException', message, 400, { cause });
