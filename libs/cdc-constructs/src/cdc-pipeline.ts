import { Construct } from 'constructs';
import { addCdcPipeline, type CdcPipelineParts, type CdcPipelineProps } from './add-cdc-pipeline.js';

/** A pipeline as one construct: from a DynamoDB table, through stream, pipe, Kinesis, Firehose and S3, to tables and views of Athena. */
export class CdcPipeline extends Construct {
  readonly parts: CdcPipelineParts;

  constructor(scope: Construct, id: string, props: CdcPipelineProps) {
    super(scope, id);
    this.parts = addCdcPipeline(this, props);
  }
}
