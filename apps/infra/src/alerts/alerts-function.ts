import { createServiceRole, type Permission } from '@sales-cdc/cdc-constructs';
import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IStream } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function as LambdaFunction, Runtime, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { type SalesStage } from '../stages.js';

export interface AlertsFunctionProps {
  readonly stage: SalesStage;
  readonly bundle: string;
  readonly changes: IStream;
  readonly topic: ITopic;
  readonly failures: IQueue;
  readonly seen: ITable;
}

/** The function that reads changes and publishes alerts, with a role that allows that and no more. */
export const createAlertsFunction = (scope: Construct, props: AlertsFunctionProps): IFunction => {
  const { stage, bundle, topic, seen } = props;
  const functionName = `sales-alerts-${stage.name}`;
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createServiceRole(scope, 'Role', {
    service: 'lambda.amazonaws.com',
    permissions: [
      ...permissionsOf(props),
      { sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    ],
  });
  return new LambdaFunction(scope, 'Function', {
    functionName,
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(bundle),
    memorySize: Size.mebibytes(256).toMebibytes(),
    timeout: Duration.seconds(30),
    logGroup,
    environment: {
      ALERT_TOPIC_ARN: topic.topicArn,
      ALERT_SEEN_TABLE: seen.tableName,
      ALERT_THRESHOLDS: JSON.stringify(stage.alertThresholds),
      POWERTOOLS_SERVICE_NAME: 'sales-alerts',
      POWERTOOLS_METRICS_NAMESPACE: 'SalesCdc',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
    role: role.withoutPolicyUpdates(),
  });
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html, https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/#iam-permissions */
const permissionsOf = ({ changes, topic, failures, seen }: AlertsFunctionProps): readonly Permission[] => [
  {
    sid: 'ReadChanges',
    actions: [
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
    ],
    resources: [changes.streamArn],
  },
  { sid: 'PutFailures', actions: ['sqs:SendMessage'], resources: [failures.queueArn] },
  { sid: 'Publish', actions: ['sns:Publish'], resources: [topic.topicArn] },
  {
    sid: 'RememberAlerts',
    actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    resources: [seen.tableArn],
  },
];
