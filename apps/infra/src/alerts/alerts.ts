import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Stream } from 'aws-cdk-lib/aws-kinesis';
import { EventSourceMapping, StartingPosition, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type SalesStage } from '../stages.js';
import { createAlertsFunction } from './alerts-function.js';

export interface AlertsProps {
  readonly stage: SalesStage;
  readonly changes: Stream;
  /** The folder of the function's bundle. */
  readonly bundle: string;
}

/**
 * Tells subscribers of a topic about sales of high value, once for each change that calls for it.
 *
 * A change that cannot be told of holds up those behind it in its shard for six hours at most. Then a pointer to it waits
 * in the failure queue, and the change stream still has the record for most of a day.
 */
export class Alerts extends Construct {
  readonly topic: Topic;
  readonly failures: Queue;
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { stage, changes, bundle }: AlertsProps) {
    super(scope, id);
    const topicName = `sales-alerts-${stage.name}`;
    this.topic = new Topic(this, 'Topic', {
      topicName,
      displayName: topicName, // what e-mails say they come from
      enforceSSL: true,
    });
    this.failures = new Queue(this, 'Failures', {
      queueName: `sales-alerts-failures-${stage.name}`,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // It is worth nothing without the stream, so it is not retained where data is.
    const seen = new TableV2(this, 'Seen', {
      tableName: `sales-alerts-seen-${stage.name}`,
      partitionKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { topic, failures } = this;
    this.function = createAlertsFunction(this, { stage, changes, bundle, topic, failures, seen });
    this.#read(changes);
  }

  #read(changes: Stream): void {
    new EventSourceMapping(this, 'Mapping', {
      target: this.function,
      eventSourceArn: changes.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON, // LATEST would miss what comes while the mapping is being created
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 200, // longer than an invocation that died keeps its alert from being tried: the function's timeout
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    });
  }
}
