import { addCdcPipeline } from '@sales-cdc/cdc-constructs';
import { SALES, SAMPLE_QUERY } from '@sales-cdc/lake-table';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { Alerts } from './alerts/alerts.js';
import { type SalesStage } from './stages.js';

export interface PipelineStackProps {
  readonly stage: SalesStage;
  /** The folder of the transform's bundle. */
  readonly transformBundle: string;
  /** The folder of the bundle of alerts. */
  readonly alertsBundle: string;
}

/** The pipeline of one stage, from the table that sales are written to, to the SQL that reads them. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, { stage, transformBundle, alertsBundle }: PipelineStackProps) {
    super(scope, `sales-cdc-${stage.name}`, { terminationProtection: stage.retainData });
    const { changes } = addCdcPipeline(this, {
      entity: SALES,
      stage,
      transformBundle,
      sampleQuery: { name: 'laptops-sold-since-yesterday', sql: SAMPLE_QUERY },
    });
    const alerts = new Alerts(this, 'Alerts', { stage, changes: changes.stream, bundle: alertsBundle });
    new CfnOutput(this, 'AlertTopicArn', { value: alerts.topic.topicArn });
    new CfnOutput(this, 'AlertFailureQueueUrl', { value: alerts.failures.queueUrl });
    new CfnOutput(this, 'AlertFunctionName', { value: alerts.function.functionName });
  }
}
