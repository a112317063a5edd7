import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeExportCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ExportTableToPointInTimeCommand,
  GetItemCommand,
  ListExportsCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TagResourceCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { DynamoDbFixture } from './testing/dynamodb-fixture.js';

const TableName = 'sales';
const TableArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales';
const Key = { id: { S: 'a' } };
const Item = { ...Key, n: { N: '1' } };

describe('DynamoDB, to the SDK', () => {
  let fixture: DynamoDbFixture;
  let endpoint: TestEndpoint;
  let client: DynamoDBClient;

  beforeAll(async () => {
    const s3 = { PutObject: async () => ({ ETag: '"0"' }) };
    fixture = await DynamoDbFixture.open({}, {}, { s3 });
    endpoint = await TestEndpoint.of(fixture.dynamoDb);
    client = new DynamoDBClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    await client.send(new PutItemCommand({ TableName, Item }));
  });
  afterEach(() => client.send(new DeleteTableCommand({ TableName })));

  it('CreateTable, DescribeTable', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: TableArn }));
    expect(Table).toMatchObject({
      TableArn,
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date('2026-11-23T12:00:00Z'),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LatestStreamArn: `${TableArn}/stream/2026-11-23T12:00:00.000`,
    });
  });

  it('ResourceInUseException of CreateTable', async () => {
    const again = client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await expect(again).rejects.toMatchObject({
      name: 'ResourceInUseException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ListTables', async () => {
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
  });

  it('UpdateTable protects against DeleteTable', async () => {
    const protect = (DeletionProtectionEnabled: boolean): Promise<unknown> =>
      client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));
    await protect(true);
    await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await protect(false);
  });

  it('PutItem, GetItem', async () => {
    expect((await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item).toEqual(Item);
    const { Attributes } = await client.send(new PutItemCommand({ TableName, Item: Key, ReturnValues: 'ALL_OLD' }));
    expect(Attributes).toEqual(Item);
  });

  it('ConditionalCheckFailedException of PutItem, with the item that failed it', async () => {
    const refused = client.send(
      new PutItemCommand({
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    await expect(refused).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ResourceNotFoundException of GetItem', async () => {
    await expect(client.send(new GetItemCommand({ TableName: 'other', Key }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ValidationException of GetItem', async () => {
    await expect(client.send(new GetItemCommand({ TableName, Key: { other: { S: 'a' } } }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
  });

  it('UpdateItem', async () => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET n = n + :one, tags = :tags',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':tags': { SS: ['x'] } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({ ...Key, n: { N: '2' }, tags: { SS: ['x'] } });
  });

  it('DeleteItem', async () => {
    const { Attributes } = await client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
    expect(Attributes).toEqual(Item);
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
  });

  it('BatchWriteItem, BatchGetItem', async () => {
    const other = { id: { S: 'b' }, data: { B: new Uint8Array([1, 2, 255]) } };
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: other } }] } }));
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key, { id: { S: 'b' } }] } } }),
    );
    expect(Responses?.[TableName]).toEqual(expect.arrayContaining([Item, other]));
  });

  it('Query', async () => {
    const query = { KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'a' } } };
    expect(await client.send(new QueryCommand({ TableName, ...query }))).toMatchObject({ Count: 1, Items: [Item] });
  });

  it('Scan', async () => {
    expect(await client.send(new ScanCommand({ TableName }))).toMatchObject({ Count: 1, Items: [Item] });
  });

  it('TagResource, ListTagsOfResource, UntagResource', async () => {
    const Tags = [{ Key: 'team', Value: 'sales' }];
    await client.send(new TagResourceCommand({ ResourceArn: TableArn, Tags }));
    const list = async (): Promise<unknown> =>
      (await client.send(new ListTagsOfResourceCommand({ ResourceArn: TableArn }))).Tags;
    expect(await list()).toEqual(Tags);
    await client.send(new UntagResourceCommand({ ResourceArn: TableArn, TagKeys: ['team'] }));
    expect(await list()).toEqual([]);
  });

  it('TransactWriteItems, under the token that the SDK makes', async () => {
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { id: { S: 'b' } } } },
          { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(id)' } },
        ],
      }),
    );
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(2);
  });

  it('TransactionCanceledException of TransactWriteItems, with its reasons', async () => {
    const refused = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { id: { S: 'b' } } } },
          {
            Delete: {
              TableName,
              Key,
              ConditionExpression: 'n > :n',
              ExpressionAttributeValues: { ':n': { N: '5' } },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    );
    await expect(refused).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item },
      ],
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('IdempotentParameterMismatchException of TransactWriteItems', async () => {
    const put = (id: string): Promise<unknown> =>
      client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken: 'token',
          TransactItems: [{ Put: { TableName, Item: { id: { S: id } } } }],
        }),
      );
    await put('b');
    await put('b');
    await expect(put('c')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });

  it('TransactGetItems', async () => {
    const { Responses } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: [{ Get: { TableName, Key } }, { Get: { TableName, Key: { id: { S: 'b' } } } }],
      }),
    );
    expect(Responses).toEqual([{ Item }, {}]);
  });

  it('UpdateTimeToLive, DescribeTimeToLive', async () => {
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  });

  it('DescribeContinuousBackups', async () => {
    const describe = async (TableName: string): Promise<unknown> =>
      (await client.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription;
    expect(await describe(TableName)).toMatchObject({
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    });
    await expect(describe('other')).rejects.toMatchObject({ name: 'TableNotFoundException' });
  });

  const enableRecovery = (): Promise<unknown> =>
    client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
      }),
    );

  it('UpdateContinuousBackups', async () => {
    const at = new Date('2026-11-23T12:00:00Z');
    expect(await enableRecovery()).toMatchObject({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: 7,
          EarliestRestorableDateTime: at,
          LatestRestorableDateTime: at,
        },
      },
    });
  });

  it('ExportTableToPointInTime, DescribeExport, ListExports', async () => {
    await enableRecovery();
    const begun = await client.send(new ExportTableToPointInTimeCommand({ TableArn, S3Bucket: 'lake', S3Prefix: 'p' }));
    expect(begun.ExportDescription).toMatchObject({ ExportStatus: 'IN_PROGRESS', ExportFormat: 'DYNAMODB_JSON' });
    const ExportArn = begun.ExportDescription?.ExportArn;
    await fixture.dynamoDb.whenExported();
    const { ExportDescription } = await client.send(new DescribeExportCommand({ ExportArn }));
    expect(ExportDescription).toMatchObject({
      ExportStatus: 'COMPLETED',
      ItemCount: 1,
      EndTime: new Date('2026-11-23T12:00:00Z'),
      ExportManifest: expect.stringMatching(/^p\/AWSDynamoDB\/\d{14}-[0-9a-f]{8}\/manifest-summary\.json$/) as string,
    });
    const { ExportSummaries } = await client.send(new ListExportsCommand({ TableArn }));
    expect(ExportSummaries).toEqual([{ ExportArn, ExportStatus: 'COMPLETED', ExportType: 'FULL_EXPORT' }]);
  });

  it('PointInTimeRecoveryUnavailableException of ExportTableToPointInTime', async () => {
    await expect(
      client.send(new ExportTableToPointInTimeCommand({ TableArn, S3Bucket: 'lake' })),
    ).rejects.toMatchObject({ name: 'PointInTimeRecoveryUnavailableException', $metadata: { httpStatusCode: 400 } });
  });

  it('ExportNotFoundException of DescribeExport', async () => {
    await expect(
      client.send(new DescribeExportCommand({ ExportArn: `${TableArn}/export/01695353076000-06e2188f` })),
    ).rejects.toMatchObject({ name: 'ExportNotFoundException' });
  });

  it('DescribeEndpoints', async () => {
    const { Endpoints } = await client.send(new DescribeEndpointsCommand({}));
    expect(Endpoints).toEqual([{ Address: 'dynamodb.eu-west-1.amazonaws.com', CachePeriodInMinutes: 1_440 }]);
  });

  it('DescribeLimits', async () => {
    expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({ TableMaxReadCapacityUnits: 40_000 });
  });

  it('UnknownOperationException of what is not there', async () => {
    await expect(client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM sales' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
