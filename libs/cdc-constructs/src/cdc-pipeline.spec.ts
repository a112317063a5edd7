import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { App, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ORDERS, TICKETS } from './__fixtures__/orders.js';
import { type CdcPipelineProps } from './add-cdc-pipeline.js';
import { CdcPipeline } from './cdc-pipeline.js';
import { completeStage } from './stage.js';

const bundle = mkdtempSync(join(tmpdir(), 'transform-'));
writeFileSync(join(bundle, 'index.cjs'), 'exports.handler = async () => ({ records: [] });\n');
afterAll(() => {
  rmSync(bundle, { recursive: true });
});

const newStack = (): Stack => new Stack(new App({ builtinCloudFormationValidation: false }), 'stack');

const synthesized = (entity: LakeEntity, more: Partial<CdcPipelineProps> = {}): Template => {
  const stack = newStack();
  const props = { entity, stage: { name: 'dev', retainData: false }, transformBundle: bundle, ...more };
  new CdcPipeline(stack, 'Pipeline', props);
  return Template.fromStack(stack);
};

describe("the pipeline of another team's entity", () => {
  const orders = synthesized(ORDERS);

  it('is named after the entity and knows nothing of sales', () => {
    expect(JSON.stringify(orders.toJSON())).not.toMatch(/sale/i);
    orders.hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: 'orders-dev' });
    orders.hasResourceProperties('AWS::Kinesis::Stream', { Name: 'orders-changes-dev' });
    orders.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'orders_cdc_dev' } });
    orders.hasResourceProperties('AWS::Athena::WorkGroup', { Name: 'orders-cdc-dev' });
    orders.hasResourceProperties('AWS::Athena::PreparedStatement', { StatementName: 'orders_as_of' });
    orders.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ POWERTOOLS_METRICS_NAMESPACE: 'OrdersCdc' }) },
    });
  });

  it('keeps the order of changes by its own key', () => {
    orders.hasResourceProperties('AWS::Pipes::Pipe', {
      TargetParameters: { KinesisStreamParameters: { PartitionKey: '$.dynamodb.Keys.order_id.S' } },
    });
    const tickets = synthesized(TICKETS);
    tickets.hasResourceProperties('AWS::Pipes::Pipe', {
      TargetParameters: { KinesisStreamParameters: { PartitionKey: '$.dynamodb.Keys.number.N' } },
    });
    tickets.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      AttributeDefinitions: [{ AttributeName: 'number', AttributeType: 'N' }],
    });
  });

  it('has a table whose lists are arrays of structs, below the folder that Firehose writes', () => {
    orders.hasResourceProperties('AWS::Glue::Table', {
      TableInput: Match.objectLike({
        Name: 'orders_changes',
        StorageDescriptor: Match.objectLike({
          Columns: Match.arrayWith([
            Match.objectLike({ Name: 'lines', Type: 'array<struct<sku:string,quantity:int,price:decimal(18,4)>>' }),
          ]),
        }),
      }),
    });
    orders.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: Match.objectLike({ Prefix: 'orders/dt=!{timestamp:yyyy-MM-dd}/' }),
    });
  });

  it('is found by its outputs under fixed names, however deep in the stack it is', () => {
    const outputs = Object.keys(orders.findOutputs('*'));
    expect(outputs).toEqual(
      expect.arrayContaining(['TableName', 'LakeBucketName', 'DatabaseName', 'LakeTableName', 'WorkGroupName']),
    );
  });

  it('has a saved query only when one is given', () => {
    orders.resourceCountIs('AWS::Athena::NamedQuery', 0);
    const sampleQuery = { name: 'latest', sql: 'SELECT 1' };
    synthesized(ORDERS, { sampleQuery }).hasResourceProperties('AWS::Athena::NamedQuery', {
      Name: 'latest-dev',
      QueryString: 'SELECT 1',
    });
  });

  it('is the only one of its stack', () => {
    const stack = newStack();
    const props = { stage: { name: 'dev', retainData: false }, transformBundle: bundle };
    new CdcPipeline(stack, 'Orders', { ...props, entity: ORDERS });
    new CdcPipeline(stack, 'Tickets', { ...props, entity: TICKETS });
    expect(() => Template.fromStack(stack)).toThrow(/TableName/);
  });
});

describe('a stage', () => {
  it('is rows in seconds where nothing else is said', () => {
    const { shards, delivery } = completeStage({ name: 'dev', retainData: false });
    expect([shards, delivery.partitionedBy, delivery.bufferInterval.toSeconds()]).toEqual([1, 'arrival', 0]);
  });

  it('keeps what is said', () => {
    const stage = completeStage({ name: 'prod', retainData: true, shards: 'on-demand', scanLimit: Size.gibibytes(9) });
    expect(stage).toMatchObject({ name: 'prod', retainData: true, shards: 'on-demand' });
    expect(stage.scanLimit.toGibibytes()).toBe(9);
  });
});
