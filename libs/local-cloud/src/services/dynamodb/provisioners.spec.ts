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

  it.each([
    [
      'key schema',
      {
        KeySchema: [
          { AttributeName: 'sale_id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
      },
    ],
    ['stream', { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } }],
  ])('is not taken over with another %s', async (what, change) => {
    await provision(GLOBAL);
    await expect(provision({ ...GLOBAL, ...change })).rejects.toThrow(
      `the data directory holds a table sales-dev with another ${what}; choose another data directory.`,
    );
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
