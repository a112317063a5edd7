import { type Template } from 'aws-cdk-lib/assertions';
import { ERROR_TABLE_NAME, LAKE_VIEWS, TABLE_NAME } from '@sales-cdc/lake-table';
import { at, resourcesOf, resourcesOfType, synthesized, theOnly } from './__fixtures__/synthesized.js';
import { stageNamed } from './stages.js';

const deliverySettings = (template: Template): unknown =>
  at(theOnly(template, 'AWS::KinesisFirehose::DeliveryStream')[1].Properties, 'ExtendedS3DestinationConfiguration');

const pipeSource = (template: Template): unknown =>
  at(theOnly(template, 'AWS::Pipes::Pipe')[1].Properties, 'SourceParameters', 'DynamoDBStreamParameters');

/** The table or view of that name. */
const glueTable = (template: Template, name: string) => {
  const [found] = resourcesOfType(template, 'AWS::Glue::Table').filter(
    ([, { Properties }]) => at(Properties, 'TableInput', 'Name') === name,
  );
  if (!found) throw new Error(`There is no table ${name}.`);
  return found;
};

/** The resource of a type that has that physical name. */
const named = (template: Template, type: string, property: string, name: string) => {
  const [found] = resourcesOfType(template, type).filter(([, { Properties }]) => Properties[property] === name);
  if (!found) throw new Error(`There is no ${type} ${name}.`);
  return found;
};

/** The queue of that name without its stage. */
const queueNamed = (template: Template, stage: string, name: string) =>
  named(template, 'AWS::SQS::Queue', 'QueueName', `${name}-${stage}`);

/** The part of an `s3://` location after the bucket. */
const keyOf = (location: unknown): unknown =>
  (at(location, 'Fn::Join') as readonly [string, readonly unknown[]])[1].at(-1);

const dev = synthesized('dev');
const prod = synthesized('prod');

describe.each([
  ['dev', dev],
  ['prod', prod],
])('the pipeline of %s', (stage, template) => {
  it('carries the stage in every physical name', () => {
    const names = Object.values(resourcesOf(template)).flatMap(({ Type, Properties }) =>
      Object.entries({ ...Properties, ...(Properties['DatabaseInput'] as object | undefined) })
        .map(([key, value]) => [`${Type} ${key}`, JSON.stringify(value)] as const)
        // A prepared statement has its name within its work group, which carries the stage.
        .filter(([property, value]) => /(?<!Statement)Name$/.test(property) && !value.startsWith('{"Ref"')),
    );

    expect(names.length).toBeGreaterThanOrEqual(15);
    expect(names.filter(([, value]) => !new RegExp(`[-_]${stage}\\b`).test(value))).toEqual([]);
  });

  it('reads the change stream before the first change is put there', () => {
    const [deliveryStream] = theOnly(template, 'AWS::KinesisFirehose::DeliveryStream');

    expect(theOnly(template, 'AWS::Pipes::Pipe')[1].DependsOn).toContain(deliveryStream);
    expect(at(pipeSource(template), 'StartingPosition')).toBe('TRIM_HORIZON');
  });

  it('gives a change up while the table still has it for half a day, and keeps its pointer for longer than that', () => {
    const halfADaySeconds = 12 * 3600;
    const [, queue] = queueNamed(template, stage, 'sales-changes-dead-letters');

    expect(at(pipeSource(template), 'MaximumRecordAgeInSeconds')).toBeLessThanOrEqual(halfADaySeconds);
    expect(queue.Properties['MessageRetentionPeriod']).toBeGreaterThan(halfADaySeconds);
  });

  it('isolates a bad change instead of letting it block its shard', () => {
    expect(pipeSource(template)).toMatchObject({
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      DeadLetterConfig: {
        Arn: { 'Fn::GetAtt': [queueNamed(template, stage, 'sales-changes-dead-letters')[0], 'Arn'] },
      },
    });
  });

  it('writes sales where the table and the crawler look for them, and errors elsewhere', () => {
    const delivery = deliverySettings(template);
    const [, table] = glueTable(template, TABLE_NAME);
    const location = at(table.Properties, 'TableInput', 'StorageDescriptor', 'Location');
    const [, crawler] = theOnly(template, 'AWS::Glue::Crawler');

    expect(keyOf(location)).toBe('/sales/');
    expect(at(delivery, 'Prefix')).toMatch(/^sales\//);
    expect(at(delivery, 'ErrorOutputPrefix')).not.toMatch(/^sales\//);
    expect(crawler.Properties['Targets']).toEqual({ S3Targets: [{ Path: location }] });
  });

  it('names the folder of a day as the partition column is named', () => {
    const [, table] = glueTable(template, TABLE_NAME);
    const columns = at(table.Properties, 'TableInput', 'PartitionKeys') as readonly { readonly Name: string }[];
    const folders = (at(deliverySettings(template), 'Prefix') as string)
      .split('/')
      .filter((part) => part.includes('='));

    expect(folders.map((folder) => folder.split('=')[0])).toEqual(columns.map(({ Name }) => Name));
  });

  it('has every view of the lake, after the tables that it reads', () => {
    const [salesTable] = glueTable(template, TABLE_NAME);
    const [errorTable, { Properties }] = glueTable(template, ERROR_TABLE_NAME);
    for (const { name, columns } of LAKE_VIEWS) {
      const [, view] = glueTable(template, name);
      expect(view.DependsOn).toEqual(expect.arrayContaining([salesTable, errorTable]));
      const input = at(view.Properties, 'TableInput');
      expect(input).toMatchObject({ TableType: 'VIRTUAL_VIEW', Parameters: { presto_view: 'true' } });
      expect(at(input, 'StorageDescriptor', 'Columns')).toHaveLength(columns.length);
      expect(at(input, 'StorageDescriptor', 'SerdeInfo')).toEqual({});
    }
    expect(keyOf(at(Properties, 'TableInput', 'StorageDescriptor', 'Location'))).toBe('/errors/');
  });

  it('answers for a past moment by a prepared statement of its work group', () => {
    const [workGroup] = theOnly(template, 'AWS::Athena::WorkGroup');
    const [, { Properties }] = theOnly(template, 'AWS::Athena::PreparedStatement');

    expect(Properties).toMatchObject({ StatementName: 'sales_as_of', WorkGroup: { Ref: workGroup } });
    expect(JSON.stringify(Properties['QueryStatement'])).toContain('committed_at <= ?');
  });

  it('has the crawler write a table of its own, crawled_sales', () => {
    const [, { Properties }] = theOnly(template, 'AWS::Glue::Crawler');

    expect(`${String(Properties['TablePrefix'])}sales`).toBe('crawled_sales');
    expect(JSON.parse(String(Properties['Configuration']))).toMatchObject({ Grouping: { TableLevelConfiguration: 2 } });
  });

  it('calls the transform: without Enabled, AWS would not', () => {
    expect(at(deliverySettings(template), 'ProcessingConfiguration', 'Enabled')).toBe(true);
  });

  it('keeps every bucket private, encrypted, on TLS, and free of abandoned uploads', () => {
    const buckets = resourcesOfType(template, 'AWS::S3::Bucket');
    const policies = resourcesOfType(template, 'AWS::S3::BucketPolicy').map(([, policy]) => policy);

    expect(buckets).toHaveLength(2);
    for (const [id, { Properties }] of buckets) {
      expect(Object.values(Properties['PublicAccessBlockConfiguration'] as object)).toEqual([true, true, true, true]);
      expect(Properties['BucketEncryption']).toBeDefined();
      expect(JSON.stringify(Properties['LifecycleConfiguration'])).toContain('AbortIncompleteMultipartUpload');
      const policy = policies.find((one) => at(one.Properties, 'Bucket', 'Ref') === id);
      expect(JSON.stringify(policy)).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
    }
  });

  it('tells of sales by a function on the change stream, at thresholds of its own', () => {
    const [, mapping] = theOnly(template, 'AWS::Lambda::EventSourceMapping');
    const [changes] = theOnly(template, 'AWS::Kinesis::Stream');
    const [topic] = theOnly(template, 'AWS::SNS::Topic');
    const [failures] = queueNamed(template, stage, 'sales-alerts-failures');
    const [, alerts] = named(template, 'AWS::Lambda::Function', 'FunctionName', `sales-alerts-${stage}`);

    expect(mapping.Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [changes, 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [failures, 'Arn'] } } },
    });
    const { ALERT_TOPIC_ARN, ALERT_THRESHOLDS } = at(alerts.Properties, 'Environment', 'Variables') as Record<
      string,
      unknown
    >;
    expect(ALERT_TOPIC_ARN).toEqual({ Ref: topic });
    expect(JSON.parse(String(ALERT_THRESHOLDS))).toEqual(stageNamed(stage).alertThresholds);
  });

  it('gives an alert up while the change stream still has its record, and keeps its pointer for a fortnight', () => {
    const [, mapping] = theOnly(template, 'AWS::Lambda::EventSourceMapping');
    const [, changes] = theOnly(template, 'AWS::Kinesis::Stream');
    const [, failures] = queueNamed(template, stage, 'sales-alerts-failures');
    const retentionSeconds = Number(changes.Properties['RetentionPeriodHours']) * 3600;

    expect(mapping.Properties['MaximumRecordAgeInSeconds']).toBeLessThanOrEqual(retentionSeconds / 2);
    expect(failures.Properties['MessageRetentionPeriod']).toBe(14 * 24 * 3600);
  });

  it('lets what it remembers of alerts expire', () => {
    const [, seen] = named(template, 'AWS::DynamoDB::GlobalTable', 'TableName', `sales-alerts-seen-${stage}`);

    expect(seen.Properties).toMatchObject({ TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true } });
    expect(seen.Properties).not.toHaveProperty('StreamSpecification');
  });

  it('keeps no log for ever', () => {
    const groups = resourcesOfType(template, 'AWS::Logs::LogGroup');

    expect(groups).toHaveLength(4);
    for (const [, { Properties }] of groups) expect(Properties['RetentionInDays']).toBeGreaterThan(0);
  });

  it('stops a query that would read too much, whatever the client asks', () => {
    const [, { Properties }] = theOnly(template, 'AWS::Athena::WorkGroup');

    expect(Properties['WorkGroupConfiguration']).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: expect.any(Number) as number,
    });
  });
});

describe('dev', () => {
  it('delivers at once, under the day of arrival', () => {
    expect(deliverySettings(dev)).toMatchObject({
      Prefix: expect.stringContaining('!{timestamp:') as string,
      BufferingHints: { IntervalInSeconds: 0 },
    });
    expect(deliverySettings(dev)).not.toHaveProperty('DynamicPartitioningConfiguration');
  });

  it('leaves nothing behind when it is destroyed', () => {
    const retained = Object.entries(resourcesOf(dev)).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');

    expect(retained).toEqual([]);
    expect(resourcesOfType(dev, 'Custom::S3AutoDeleteObjects')).toHaveLength(2);
  });
});

describe('prod', () => {
  it('delivers few, large objects under the day of the sale', () => {
    expect(deliverySettings(prod)).toMatchObject({
      Prefix: expect.stringContaining('!{partitionKeyFromLambda:') as string,
      DynamicPartitioningConfiguration: { Enabled: true },
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
    });
  });

  it('keeps the table and the buckets when the stack is deleted, and can go back in time', () => {
    const kept = Object.values(resourcesOf(prod)).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    const [, table] = named(prod, 'AWS::DynamoDB::GlobalTable', 'TableName', 'sales-prod');

    expect(kept.map(({ Type }) => Type).sort()).toEqual([
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::S3::Bucket',
    ]);
    expect(table.Properties['Replicas']).toEqual([
      expect.objectContaining({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ]);
  });
});
