import { AwsError } from '@sales-cdc/aws-wire';
import type { Access, Authorization, Permissions } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import { arnOf, type CloudContext } from '../core/cloud-context.js';
import type { CrawlerPorts, CrawlerRole } from '../services/glue/index.js';
import { logStreamArn } from './log-stream-arn.js';

/**
 * Objects, log and catalog as a crawler's role may see them.
 * Differs: on AWS only the first crawler of an account makes the log group; here each needs the permission for it.
 */
export const crawlerPortsUnderRole =
  (context: CloudContext, authorization: Authorization) =>
  (crawler: CrawlerRole, { s3, logs, glue }: CrawlerPorts): CrawlerPorts => {
    const permissions = assumeRole(context, authorization, crawler);
    const bucketArn = (bucket = ''): string => `arn:${context.partition}:s3:::${bucket}`;
    const inDatabase = inCatalog(context);
    return {
      s3: authorizedPort(s3, permissions, {
        ListObjectsV2: ({ Bucket }) => [{ action: 's3:ListBucket', resource: bucketArn(Bucket) }],
        GetObject: ({ Bucket, Key }) => [{ action: 's3:GetObject', resource: `${bucketArn(Bucket)}/${Key ?? ''}` }],
      }),
      ...(logs && {
        logs: authorizedPort(logs, permissions, {
          append: (input) => {
            const resource = logStreamArn(context, input);
            return [
              { action: 'logs:CreateLogGroup', resource: arnOf(context, 'logs', `log-group:${input.logGroupName}`) },
              { action: 'logs:CreateLogStream', resource },
              { action: 'logs:PutLogEvents', resource },
            ];
          },
        }),
      }),
      glue: authorizedPort(glue, permissions, {
        GetDatabase: ({ Name }) => inDatabase('GetDatabase', Name),
        // Differs: AWS asks for the tables that it lists, too.
        GetTables: ({ DatabaseName }) => inDatabase('GetTables', DatabaseName),
        CreateTable: ({ DatabaseName, TableInput }) => inDatabase('CreateTable', DatabaseName, TableInput?.Name),
        UpdateTable: ({ DatabaseName, TableInput, Name }) =>
          inDatabase('UpdateTable', DatabaseName, TableInput?.Name ?? Name),
        DeleteTable: ({ DatabaseName, Name }) => inDatabase('DeleteTable', DatabaseName, Name),
        GetPartitions: ({ DatabaseName, TableName }) => inDatabase('GetPartitions', DatabaseName, TableName),
        BatchCreatePartition: ({ DatabaseName, TableName }) =>
          inDatabase('BatchCreatePartition', DatabaseName, TableName),
        UpdatePartition: ({ DatabaseName, TableName }) => inDatabase('UpdatePartition', DatabaseName, TableName),
        BatchDeletePartition: ({ DatabaseName, TableName }) =>
          inDatabase('BatchDeletePartition', DatabaseName, TableName),
      }),
    };
  };

/**
 * An operation of Glue needs its permission on the resource and on all that it lies in.
 * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
const inCatalog =
  (context: CloudContext) =>
  (operation: string, database = '', table?: string): readonly Access[] =>
    ['catalog', `database/${database}`, ...(table === undefined ? [] : [`table/${database}/${table}`])].map((name) => ({
      action: `glue:${operation}`,
      resource: arnOf(context, 'glue', name),
    }));

const assumeRole = (
  context: CloudContext,
  authorization: Authorization,
  { crawlerName, role }: CrawlerRole,
): Permissions => {
  // A role without a path may be named without the rest of its ARN.
  const roleArn = role.startsWith('arn:') ? role : `arn:${context.partition}:iam::${context.accountId}:role/${role}`;
  const sourceArn = arnOf(context, 'glue', `crawler/${crawlerName}`);
  try {
    return authorization.assume({ roleArn, service: 'glue.amazonaws.com', sourceArn, sessionName: 'AWS-Crawler' });
  } catch (cause) {
    const message = `Service is unable to assume provided role. Please verify role's TrustPolicy`;
    throw new AwsError('InvalidInputException', message, 400, { cause });
  }
};
