import { checkProperties } from '../../core/property-rules.js';
import type { Provisioned, Provisioner } from '../../core/provisioner.js';
import { DynamoDbFixture } from './testing/dynamodb-fixture.js';

const PROPERTIES = {
  TableName: 'sales-dev',
  AttributeDefinitions: [{ AttributeName: 'sale_id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'sale_id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};
const GLOBAL = {
  ...PROPERTIES,
  Replicas: [{ Region: 'eu-west-1', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
};

let fixture: DynamoDbFixture;
beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const provisionerOf = (type: string): Provisioner => {
  const provisioner = fixture.dynamoDb.provisioners.find((one) => one.type === type);
  if (!provisioner) throw new Error(`There is no provisioner of ${type}.`);
  return provisioner;
};
const provision = (properties: object, type = 'AWS::DynamoDB::GlobalTable'): Promise<Provisioned> =>
  provisionerOf(type).provision({ stackName: 'sales', logicalId: 'Table', type, properties: { ...properties } });

describe('a table of the template', () => {
  it.each([
    ['AWS::DynamoDB::GlobalTable', GLOBAL],
    ['AWS::DynamoDB::Table', PROPERTIES],
  ])('of the type %s is created, and taken over when it is there', async (type, properties) => {
    const created = await provision(properties, type);
    expect(created).toEqual({
      physicalId: 'sales-dev',
      attributes: {
        Arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales-dev',
        StreamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales-dev/stream/2026-11-23T12:00:00.000',
        TableId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    });
    expect(await provision(properties, type)).toEqual(created);
    expect(checkProperties(properties, provisionerOf(type).properties).refused).toEqual([]);
  });

  it('takes its name from stack and logical id when the template gives none', async () => {
    expect((await provision({ ...GLOBAL, TableName: undefined })).physicalId).toBe('sales-Table');
  });

  it('is protected against deletion as its replica says, also once that changes', async () => {
    await provision({ ...GLOBAL, Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }] });
    await expect(fixture.api.DeleteTable({ TableName: 'sales-dev' })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await provision(GLOBAL);
    await expect(fixture.api.DeleteTable({ TableName: 'sales-dev' })).resolves.toBeDefined();
  });

  it('lets its items expire as the template says, also once that changes', async () => {
    const status = async (): Promise<unknown> =>
      (await fixture.api.DescribeTimeToLive({ TableName: 'sales-dev' })).TimeToLiveDescription;
    const expiring = { ...GLOBAL, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };
    await provision(expiring);
    expect(checkProperties(expiring, provisionerOf('AWS::DynamoDB::GlobalTable').properties).refused).toEqual([]);
    expect(await status()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await provision(GLOBAL);
    expect(await status()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await expect(provision({ ...GLOBAL, TimeToLiveSpecification: { Enabled: true } })).rejects.toThrow('AttributeName');
  });

  it('has the point-in-time recovery of its replica, also once that changes', async () => {
    const status = async (): Promise<unknown> =>
      (await fixture.api.DescribeContinuousBackups({ TableName: 'sales-dev' })).ContinuousBackupsDescription;
    await provision(GLOBAL);
    const enabled = {
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    };
    expect(await status()).toMatchObject(enabled);
    await provision({ ...GLOBAL, Replicas: [{ Region: 'eu-west-1' }] });
    expect(await status()).toMatchObject({ PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } });
  });

  it('is not taken over with another key schema', async () => {
    await provision(GLOBAL);
    const KeySchema = [...PROPERTIES.KeySchema, { AttributeName: 'at', KeyType: 'RANGE' }];
    await expect(provision({ ...GLOBAL, KeySchema })).rejects.toThrow(
      'the data directory holds a table sales-dev with another key schema; choose another data directory.',
    );
  });

  it.each([
    [
      'another view',
      { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } },
      'Table already has an enabled stream: TableName: sales-dev',
    ],
    [
      'another type of its key',
      { AttributeDefinitions: [{ AttributeName: 'sale_id', AttributeType: 'N' }] },
      'the attribute definitions of the key of sales-dev cannot be changed',
    ],
  ])('does not get %s of what it has, and is as before', async (_, change, message) => {
    const created = await provision(GLOBAL);
    const refused = provision({
      ...GLOBAL,
      ...change,
      Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }],
    });
    await expect(refused).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message) as string,
    });
    expect(await provision(GLOBAL)).toEqual(created);
    expect((await described()).DeletionProtectionEnabled).toBe(false);
  });

  const described = async () => {
    const { Table } = await fixture.api.DescribeTable({ TableName: 'sales-dev' });
    return Table;
  };

  it('loses its stream and gets another, and keeps its items', async () => {
    const created = await provision(GLOBAL);
    await fixture.api.PutItem({ TableName: 'sales-dev', Item: { sale_id: { S: 'a' } } });
    const { StreamSpecification: _stream, ...without } = GLOBAL;
    expect((await provision(without)).attributes?.['StreamArn']).toBeUndefined();
    fixture.clock.advance(1000);
    const again = await provision(GLOBAL);
    expect(again.attributes?.['StreamArn']).not.toBe(created.attributes?.['StreamArn']);
    expect(await fixture.api.GetItem({ TableName: 'sales-dev', Key: { sale_id: { S: 'a' } } })).toHaveProperty('Item');
  });

  it('is billed as the template says', async () => {
    const type = 'AWS::DynamoDB::Table';
    await provision(PROPERTIES, type);
    const throughput = (units: string) => ({
      ...{ ...PROPERTIES, BillingMode: 'PROVISIONED' },
      ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: 1 },
    });
    for (const units of ['5', '5', '7']) await provision(throughput(units), type);
    expect(await described()).toMatchObject({
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      ProvisionedThroughput: { ReadCapacityUnits: 7 },
    });
    await provision(PROPERTIES, type);
    expect(await described()).toMatchObject({ BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
  });

  it('is removed unless it is protected', async () => {
    const remove = () => {
      const resource = { stackName: 'sales', logicalId: 'Table', type: 'AWS::DynamoDB::GlobalTable', properties: {} };
      return provisionerOf('AWS::DynamoDB::GlobalTable').remove?.('sales-dev', resource);
    };
    await provision({ ...GLOBAL, Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }] });
    await expect(remove()).rejects.toThrow('Resource cannot be deleted as it is currently protected against deletion.');
    await provision(GLOBAL);
    await remove();
    await remove();
    await expect(described()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('is not made for several regions or another one', async () => {
    for (const Replicas of [[], [{ Region: 'us-east-1' }], [{ Region: 'eu-west-1' }, { Region: 'us-east-1' }]])
      await expect(provision({ ...GLOBAL, Replicas })).rejects.toThrow('Replicas must name one region, eu-west-1');
  });

  it('is refused with secondary indexes before anything is made', () => {
    const { refused } = checkProperties(
      { ...GLOBAL, GlobalSecondaryIndexes: [] },
      provisionerOf('AWS::DynamoDB::GlobalTable').properties,
    );
    expect(refused).toEqual(['the local cloud does not support the property GlobalSecondaryIndexes.']);
  });
});
