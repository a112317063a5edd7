import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { cdkAt, changedAssembly, theOne, type AssemblyChange, type Cdk } from '@sales-cdc/cdk-cli';
import { TABLE_NAME } from '@sales-cdc/lake-table';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCommand } from './built-command.js';
import { clientConfig, eventually, query } from './clients.js';
import { assemblyOf, LocalRun } from './local-run.js';
import { saleItemOf } from './sale-item.js';

const LAKE = 'sales-lake-dev-000000000000-us-east-1';
const WRITING = ['serve', '--sales', '3000', '--updates', '0.3', '--deletes', '0.1', '--rate', '300'];

/** As after a new field: code that reads by another schema, and a column of the table; and settings of what runs. */
const CHANGED: AssemblyChange = {
  code: { 'sales-transform': (source) => source.replace(/("schema_version":\$\{\w+\.schemaVersion)\}/, '$1+1}') },
  template: (template) => {
    const { StorageDescriptor } = theOne(template, 'AWS::Glue::Table', TABLE_NAME)['TableInput'] as {
      readonly StorageDescriptor: { readonly Columns: object[] };
    };
    StorageDescriptor.Columns.push({ Name: 'coupon', Type: 'string' });
    const delivery = theOne(template, 'AWS::KinesisFirehose::DeliveryStream')['ExtendedS3DestinationConfiguration'];
    const to = delivery as { Prefix: string };
    to.Prefix = `${to.Prefix}changed-`;
  },
};

describe('The CDK CLI, unmodified, on an empty local cloud', () => {
  let folder: string;
  let run: LocalRun;
  let cdk: Cdk;
  let endpoint: string;
  let athena: AthenaClient;
  let s3: S3Client;
  let dynamodb: DynamoDBClient;
  /** Where clients find the deployment, with no further options. */
  const outputsFile = () => join(folder, 'cdk-outputs.json');
  const deploy = (assembly: string) =>
    cdk('deploy', '--all', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputsFile());
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cdk-deploy-'));
    ({ run, endpoint } = await LocalRun.serving('--no-stack', '--ephemeral'));
    cdk = cdkAt(endpoint, folder);
    const config = clientConfig(endpoint);
    athena = new AthenaClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    dynamodb = new DynamoDBClient(config);
    expect(await cdk('bootstrap', 'aws://000000000000/us-east-1')).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    for (const client of [athena, s3, dynamodb]) client.destroy();
    await run[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses a template that the local cloud cannot run, with logical id and path, and leaves nothing', async () => {
    const assembly = await changedAssembly(assemblyOf('dev'), join(folder, 'refused'), {
      template: ({ Resources }) => {
        Resources['Server'] = { Type: 'AWS::EC2::Instance', Properties: {} };
        Resources['Queue'] = { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } };
      },
    });
    const { code, text } = await deploy(assembly);
    expect(code).not.toBe(0);
    expect(text).toContain('sales-cdc-dev/Server: the local cloud does not support the type AWS::EC2::Instance.');
    expect(text).toContain(
      'sales-cdc-dev/Queue (AWS::SQS::Queue): the local cloud does not support the property Colour.',
    );
  });

  it('rolls back a pipe whose role cannot read its source, with the reason', async () => {
    const assembly = await changedAssembly(assemblyOf('dev'), join(folder, 'denied'), {
      template: (template) => {
        theOne(template, 'AWS::IAM::Role', 'pipes.amazonaws.com')['Policies'] = [];
      },
    });
    const { code, text } = await deploy(assembly);
    expect(code).not.toBe(0);
    expect(text).toMatch(/CREATE_FAILED +\| AWS::Pipes::Pipe/);
    expect(text).toContain('is not authorized to perform: dynamodb:');
    expect(text).toContain('ROLLBACK_COMPLETE');
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual(['cdk-hnb659fds-assets-000000000000-us-east-1']);
  });

  it('deploys the pipeline, and a sale becomes a row', async () => {
    expect(await deploy(assemblyOf('dev'))).toMatchObject({ code: 0 });
    const outputs = JSON.parse(await readFile(outputsFile(), 'utf8')) as {
      readonly 'sales-cdc-dev': Readonly<Record<string, string>>;
    };
    const { TableName, LakeBucketName } = outputs['sales-cdc-dev'];
    await dynamodb.send(new PutItemCommand({ TableName, Item: saleItemOf('s1') }));
    const { Contents } = await eventually(
      () => s3.send(new ListObjectsV2Command({ Bucket: LakeBucketName, Prefix: 'sales/' })),
      ({ KeyCount = 0 }) => KeyCount > 0,
    );
    expect(Contents?.[0]?.Key).toMatch(/^sales\/dt=\d{4}-\d\d-\d\d\//);
  });

  it('changes code, a column, the prefix and a filter while sales flow, and no change is lost or shown twice', async () => {
    const assembly = await changedAssembly(assemblyOf('dev'), join(folder, 'changed'), CHANGED);
    const writing = builtCommand('generator', [...WRITING, '--outputs', outputsFile()]);
    expect(await deploy(assembly)).toMatchObject({ code: 0 });
    expect(await writing).toMatchObject({ code: 0 });

    const asked = await eventually(
      () => query(athena, `SELECT schema_version, max(coupon) FROM ${TABLE_NAME} GROUP BY 1 ORDER BY 1`),
      (rows) => rows.length > 2,
    );
    expect(asked.slice(1)).toEqual([
      ['1', undefined],
      ['2', undefined],
    ]);
    const { code, stdout } = await builtCommand('ops', ['reconcile', '--json', '--outputs', outputsFile()]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: LAKE, Prefix: 'sales/' }));
    expect(Contents.some(({ Key = '' }) => Key.includes('/changed-'))).toBe(true);
  });

  it('shows what an update would replace, and refuses to switch dynamic partitioning on', async () => {
    const assembly = await changedAssembly(assemblyOf('dev'), join(folder, 'switched'), {
      template: (template) => {
        theOne(template, 'AWS::SQS::Queue', 'sales-changes-dead-letters')['QueueName'] = 'renamed-dead-letters';
        const { ExtendedS3DestinationConfiguration: to } = theOne(template, 'AWS::KinesisFirehose::DeliveryStream');
        Object.assign(to as object, {
          Prefix: 'sales/dt=!{partitionKeyFromLambda:dt}/',
          DynamicPartitioningConfiguration: { Enabled: true },
          BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
        });
      },
    });
    expect((await cdk('diff', '--app', assembly)).text).toMatch(/QueueName \(requires replacement\)/);
    const { code, text } = await deploy(assembly);
    expect(code).not.toBe(0);
    expect(text).toMatch(/UPDATE_FAILED +\| AWS::KinesisFirehose::DeliveryStream/);
    expect(text).toContain('Dynamic partitioning');
    // The CLI cuts what is longer than its column.
    expect(text).toMatch(/UPDATE_ROLLBACK_COMPLET/);
  });

  it('destroys everything, but for what the bootstrap stack has', async () => {
    expect(await cdk('destroy', '--all', '--force', '--app', assemblyOf('dev'))).toMatchObject({ code: 0 });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual(['cdk-hnb659fds-assets-000000000000-us-east-1']);
  });
});
