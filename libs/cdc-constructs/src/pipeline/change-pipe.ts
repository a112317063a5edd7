import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type Stream } from 'aws-cdk-lib/aws-kinesis';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { Construct, type IDependable } from 'constructs';
import { type Stage } from '../stage.js';
import { createServiceRole } from './service-role.js';

export interface ChangePipeProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  /** The table's stream. */
  readonly source: string;
  readonly target: Stream;
  /** Whoever must be reading the target before the first change is put there. */
  readonly after: readonly IDependable[];
}

/** Most records that one PutRecords takes: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const BATCH_SIZE = 500;

/** Changes of an item; anything else that AWS may put in the stream one day is passed over. */
const CHANGES_OF_ITEMS = { eventName: ['INSERT', 'MODIFY', 'REMOVE'] };

/**
 * Moves changes from the table's stream to the change stream, in order per entity.
 *
 * A change that cannot be delivered is isolated by halving its batch, and after its retries a pointer to it waits in the
 * dead-letter queue. The pointer is useful only while the table's stream still has the record (24 hours), so retries end
 * long before.
 */
export class ChangePipe extends Construct {
  readonly pipeName: string;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { entity, stage, source, target, after }: ChangePipeProps) {
    super(scope, id);
    const name = `${entity.name}-changes-${stage.name}`;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${entity.name}-changes-dead-letters-${stage.name}`,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const logs = new LogGroup(this, 'Logs', {
      // Names with this start need no resource policy of their own, of which an account has only ten.
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
      logGroupName: `/aws/vendedlogs/pipes/${name}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const pipe = new CfnPipe(this, 'Pipe', {
      name,
      roleArn: this.#createRole(name, source, target).roleArn,
      source,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(CHANGES_OF_ITEMS) }] },
        dynamoDbStreamParameters: {
          startingPosition: 'TRIM_HORIZON', // LATEST would miss what is written while the pipe is being created
          batchSize: BATCH_SIZE,
          maximumRetryAttempts: 100,
          maximumRecordAgeInSeconds: Duration.hours(6).toSeconds(),
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          parallelizationFactor: 1,
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      },
      target: target.streamArn,
      targetParameters: {
        kinesisStreamParameters: { partitionKey: `$.dynamodb.Keys.${entity.key.name}.${entity.key.type}` },
      },
      logConfiguration: { cloudwatchLogsLogDestination: { logGroupArn: logs.logGroupArn }, level: 'ERROR' },
    });
    pipe.node.addDependency(...after);
    this.pipeName = pipe.ref;
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html */
  #createRole(pipeName: string, source: string, target: Stream) {
    const stack = Stack.of(this);
    const pipeArn = stack.formatArn({
      service: 'pipes',
      resource: 'pipe',
      resourceName: pipeName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return createServiceRole(this, 'Role', {
      service: 'pipes.amazonaws.com',
      trustedWhen: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': pipeArn } },
      permissions: [
        {
          sid: 'ReadChanges',
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: [source],
        },
        { sid: 'PutChanges', actions: ['kinesis:PutRecord', 'kinesis:PutRecords'], resources: [target.streamArn] },
        { sid: 'PutDeadLetters', actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] },
      ],
    });
  }
}
