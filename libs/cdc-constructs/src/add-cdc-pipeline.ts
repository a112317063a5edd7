import { CfnOutput } from 'aws-cdk-lib';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { type Construct } from 'constructs';
import { Catalog } from './pipeline/catalog.js';
import { ChangePipe } from './pipeline/change-pipe.js';
import { ChangeStream } from './pipeline/change-stream.js';
import { Delivery } from './pipeline/delivery.js';
import { Lake } from './pipeline/lake.js';
import { Query, type SampleQuery } from './pipeline/query.js';
import { SourceTable } from './pipeline/source-table.js';
import { titled } from './pipeline/titled.js';
import { Transform } from './pipeline/transform.js';
import { completeStage, type StageDescription } from './stage.js';

export interface CdcPipelineProps {
  /** What flows through the pipeline; `lakeEntity` makes one from a codec. */
  readonly entity: LakeEntity;
  readonly stage: StageDescription;
  /** The folder with the transform's bundle, `index.cjs`, which exports `handler`. */
  readonly transformBundle: string;
  /** A query that analysts find saved. */
  readonly sampleQuery?: SampleQuery;
}

/** The constructs of a pipeline, one for each of its parts, for whoever adds to it. */
export interface CdcPipelineParts {
  readonly table: SourceTable;
  readonly changes: ChangeStream;
  readonly lake: Lake;
  readonly transform: Transform;
  readonly delivery: Delivery;
  readonly pipe: ChangePipe;
  readonly catalog: Catalog;
  readonly query: Query;
}

/**
 * Puts the parts of a pipeline straight into a scope, from the table that entities are written to, to the SQL that reads
 * them, and the outputs by which tools find it into the scope's stack: a stack has one pipeline.
 */
export const addCdcPipeline = (
  scope: Construct,
  { entity, stage: description, transformBundle, sampleQuery }: CdcPipelineProps,
): CdcPipelineParts => {
  const stage = completeStage(description);
  const named = titled(entity.name);
  const table = new SourceTable(scope, `${named}Table`, { entity, stage });
  const changes = new ChangeStream(scope, 'ChangeStream', { entity, stage });
  const lake = new Lake(scope, `${named}Lake`, { entity, stage });
  const transform = new Transform(scope, `${named}Transform`, { entity, stage, bundle: transformBundle });
  const delivery = new Delivery(scope, `${named}Delivery`, {
    entity,
    stage,
    changes: changes.stream,
    transform: transform.function,
    lake: lake.bucket,
  });
  const pipe = new ChangePipe(scope, 'ChangePipe', {
    entity,
    stage,
    source: table.streamArn,
    target: changes.stream,
    // Firehose starts at the stream's latest record: what came before it was ready would never be delivered.
    // https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
    after: [delivery.stream],
  });
  const catalog = new Catalog(scope, 'Catalog', { entity, stage, lake: lake.bucket });
  const query = new Query(scope, 'Query', {
    entity,
    stage,
    databaseName: catalog.databaseName,
    results: lake.queryResults,
    sampleQuery,
  });
  const parts = { table, changes, lake, transform, delivery, pipe, catalog, query };
  addOutputs(scope, parts);
  return parts;
};

/** What tools need to find the pipeline, under names that do not change, wherever in the stack it is. */
const addOutputs = (
  scope: Construct,
  { table, changes, lake, transform, delivery, pipe, catalog, query }: CdcPipelineParts,
): void => {
  const values: Readonly<Record<string, string>> = {
    TableName: table.tableName,
    ChangeStreamName: changes.stream.streamName,
    PipeName: pipe.pipeName,
    DeadLetterQueueUrl: pipe.deadLetters.queueUrl,
    TransformFunctionName: transform.function.functionName,
    DeliveryStreamName: delivery.stream.deliveryStreamName,
    LakeBucketName: lake.bucket.bucketName,
    QueryResultsBucketName: lake.queryResults.bucketName,
    DatabaseName: catalog.databaseName,
    LakeTableName: catalog.tableName,
    WorkGroupName: query.workGroupName,
  };
  for (const [name, value] of Object.entries(values)) new CfnOutput(scope, name, { value }).overrideLogicalId(name);
};
