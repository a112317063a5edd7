import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { logStreamArn } from '../log-stream-arn.js';
import { listOf, membersOf, textOf, type SignedCallTable } from './signed-call.js';

const objectArn = ({ partition }: CloudContext, bucket: unknown, key: unknown): string =>
  `arn:${partition}:s3:::${textOf(bucket)}/${textOf(key)}`;

const onObject =
  (action: string): SignedCallTable[string] =>
  ({ Bucket, Key }, context) => [{ action, resource: objectArn(context, Bucket, Key) }];

const onBucket: SignedCallTable[string] = ({ Bucket }, { partition }) => [
  { action: 's3:ListBucket', resource: `arn:${partition}:s3:::${textOf(Bucket)}` },
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const S3_CALLS: SignedCallTable = {
  DeleteObject: onObject('s3:DeleteObject'),
  // Differs: AWS takes away what it may and lists the rest under Errors; here one denial is the whole call's.
  DeleteObjects: ({ Bucket, Delete }, context) =>
    listOf(membersOf(Delete)['Objects']).map(({ Key }) => ({
      action: 's3:DeleteObject',
      resource: objectArn(context, Bucket, Key),
    })),
  // Differs: on AWS an object that is not there is AccessDenied to who may not list its bucket; here it is NoSuchKey.
  GetObject: onObject('s3:GetObject'),
  HeadObject: onObject('s3:GetObject'),
  ListObjects: onBucket,
  ListObjectsV2: onBucket,
  PutObject: ({ Bucket, Key, Tagging }, context) => {
    const resource = objectArn(context, Bucket, Key);
    const tags = Tagging === undefined ? [] : [{ action: 's3:PutObjectTagging', resource }];
    return [{ action: 's3:PutObject', resource }, ...tags];
  },
};

const onStream =
  (action: string): SignedCallTable[string] =>
  ({ StreamARN, StreamName }, context) => [
    { action, resource: textOf(StreamARN) || arnOf(context, 'kinesis', `stream/${textOf(StreamName)}`) },
  ];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html */
export const KINESIS_CALLS: SignedCallTable = {
  PutRecord: onStream('kinesis:PutRecord'),
  PutRecords: onStream('kinesis:PutRecords'),
};

const onLogStream =
  (action: string): SignedCallTable[string] =>
  (input, context) => {
    const place = { logGroupName: textOf(input['logGroupName']), logStreamName: textOf(input['logStreamName']) };
    return [{ action, resource: logStreamArn(context, place) }];
  };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const LOGS_CALLS: SignedCallTable = {
  CreateLogStream: onLogStream('logs:CreateLogStream'),
  PutLogEvents: onLogStream('logs:PutLogEvents'),
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const CLOUDWATCH_CALLS: SignedCallTable = {
  PutMetricData: () => [{ action: 'cloudwatch:PutMetricData', resource: '*' }],
};
