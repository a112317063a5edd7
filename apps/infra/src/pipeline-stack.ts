import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { Alerts } from './pipeline/alerts.js';
import { Catalog } from './pipeline/catalog.js';
import { ChangePipe } from './pipeline/change-pipe.js';
import { ChangeStream } from './pipeline/change-stream.js';
import { Query } from './pipeline/query.js';
import { SalesDelivery } from './pipeline/sales-delivery.js';
import { SalesLake } from './pipeline/sales-lake.js';
import { SalesTable } from './pipeline/sales-table.js';
import { SalesTransform } from './pipeline/sales-transform.js';
import { type Stage } from './stages.js';

export interface PipelineStackProps {
  readonly stage: Stage;
  /** The folder of the transform's bundle. */
  readonly transformBundle: string;
  /** The folder of the bundle of alerts. */
  readonly alertsBundle: string;
}

/** The pipeline of one stage, from the table that sales are written to, to the SQL that reads them. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, { stage, transformBundle, alertsBundle }: PipelineStackProps) {
    super(scope, `sales-cdc-${stage.name}`, { terminationProtection: stage.retainData });

    const table = new SalesTable(this, 'SalesTable', { stage });
    const { stream } = new ChangeStream(this, 'ChangeStream', { stage });
    const lake = new SalesLake(this, 'SalesLake', { stage });
    const transform = new SalesTransform(this, 'SalesTransform', { stage, bundle: transformBundle });
    const delivery = new SalesDelivery(this, 'SalesDelivery', {
      stage,
      changes: stream,
      transform: transform.function,
      lake: lake.bucket,
    });
    const pipe = new ChangePipe(this, 'ChangePipe', {
      stage,
      source: table.streamArn,
      target: stream,
      // Firehose starts at the stream's latest record: what came before it was ready would never be delivered.
      // https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
      after: [delivery.stream],
    });
    const alerts = new Alerts(this, 'Alerts', { stage, changes: stream, bundle: alertsBundle });
    const catalog = new Catalog(this, 'Catalog', { stage, lake: lake.bucket });
    const query = new Query(this, 'Query', { stage, databaseName: catalog.databaseName, results: lake.queryResults });

    this.#output({
      TableName: table.tableName,
      ChangeStreamName: stream.streamName,
      PipeName: pipe.pipeName,
      DeadLetterQueueUrl: pipe.deadLetters.queueUrl,
      TransformFunctionName: transform.function.functionName,
      AlertTopicArn: alerts.topic.topicArn,
      AlertFailureQueueUrl: alerts.failures.queueUrl,
      AlertFunctionName: alerts.function.functionName,
      DeliveryStreamName: delivery.stream.deliveryStreamName,
      LakeBucketName: lake.bucket.bucketName,
      QueryResultsBucketName: lake.queryResults.bucketName,
      DatabaseName: catalog.databaseName,
      LakeTableName: catalog.tableName,
      WorkGroupName: query.workGroupName,
    });
  }

  /** What tools need to find the pipeline, under names that do not change. */
  #output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
