import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchDeleteTableCommand,
  BatchGetCrawlersCommand,
  BatchGetPartitionCommand,
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreatePartitionIndexCommand,
  CreateTableCommand,
  DeleteCrawlerCommand,
  DeleteDatabaseCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  DeleteTableVersionCommand,
  GetCrawlerCommand,
  GetCrawlerMetricsCommand,
  GetCrawlersCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetDataCatalogEncryptionSettingsCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionCommand,
  GetTableVersionsCommand,
  GlueClient,
  ListCrawlersCommand,
  SearchTablesCommand,
  StartCrawlerCommand,
  StartCrawlerScheduleCommand,
  StopCrawlerCommand,
  StopCrawlerScheduleCommand,
  UpdateCrawlerCommand,
  UpdateCrawlerScheduleCommand,
  UpdateDatabaseCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
  type SearchTablesCommandInput,
} from '@aws-sdk/client-glue';
import { createLogs, type Logs } from '../logs/index.js';
import { createS3 } from '../s3/index.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { CrawlerFixture } from './crawler/testing/crawler-fixture.js';
import { createGlue } from './index.js';

const DatabaseName = 'lake';
const PLACE = { DatabaseName, TableName: 'orders' };
const CreateTime = new Date('2026-11-23T12:00:00Z');
const TableInput = {
  Name: 'Orders',
  TableType: 'EXTERNAL_TABLE',
  PartitionKeys: [{ Name: 'dt', Type: 'string' }],
  StorageDescriptor: {
    Columns: [{ Name: 'Id', Type: 'string', Comment: 'of the order' }],
    Location: 's3://lake/orders/',
  },
};

let fixture: CrawlerFixture;
let logs: Logs;
let endpoint: TestEndpoint;
let client: GlueClient;

beforeAll(async () => {
  const open: { logs?: Logs } = {};
  fixture = await CrawlerFixture.open({
    s3: createS3,
    glue: (context, s3) =>
      createGlue(context, { s3: s3.api, logs: { append: async (input) => open.logs?.api.append(input) } }),
  });
  logs = open.logs = await createLogs(fixture.context);
  endpoint = await TestEndpoint.of(fixture.glue);
  client = new GlueClient(endpoint.client);
});
afterAll(async () => {
  client.destroy();
  await endpoint[Symbol.asyncDispose]();
  await logs[Symbol.asyncDispose]();
  await fixture[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  await client.send(new CreateTableCommand({ DatabaseName, TableInput }));
});
afterEach(() => client.send(new DeleteDatabaseCommand({ Name: DatabaseName })));

describe('Glue, to the SDK: databases', () => {
  it('CreateDatabase, UpdateDatabase, GetDatabase, GetDatabases', async () => {
    await client.send(
      new UpdateDatabaseCommand({ Name: DatabaseName, DatabaseInput: { Name: DatabaseName, Description: 'all' } }),
    );
    const { Database } = await client.send(new GetDatabaseCommand({ Name: DatabaseName }));
    expect(Database).toMatchObject({ Name: DatabaseName, Description: 'all', CreateTime, CatalogId: '123456789012' });
    const { DatabaseList } = await client.send(new GetDatabasesCommand({}));
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual(['shop', DatabaseName]);
  });

  it('AlreadyExistsException of CreateDatabase', async () => {
    await expect(
      client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException', $metadata: { httpStatusCode: 400 } });
  });

  it('EntityNotFoundException of GetDatabase', async () => {
    await expect(client.send(new GetDatabaseCommand({ Name: 'none' }))).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
  });
});

describe('Glue, to the SDK: tables', () => {
  it('GetTable, GetTables', async () => {
    const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: 'orders' }));
    expect(Table).toMatchObject({ Name: 'orders', DatabaseName, CreateTime, VersionId: '0' });
    const { TableList } = await client.send(new GetTablesCommand({ DatabaseName, Expression: 'ord.*' }));
    expect(TableList).toEqual([Table]);
  });

  it('CreateTable of a view', async () => {
    const view = {
      Name: 'orders_current',
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: '/* Presto View: e30= */',
      ViewExpandedText: '/* Presto View */',
    };
    await client.send(new CreateTableCommand({ DatabaseName, TableInput: view }));
    expect((await client.send(new GetTableCommand({ DatabaseName, Name: view.Name }))).Table).toMatchObject(view);
  });

  it('InvalidInputException of CreateTable with partition indexes', async () => {
    const PartitionIndexes = [{ Keys: ['dt'], IndexName: 'by_dt' }];
    const input = { DatabaseName, TableInput: { ...TableInput, Name: 'indexed' }, PartitionIndexes };
    await expect(client.send(new CreateTableCommand(input))).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('UpdateTable, GetTableVersion, GetTableVersions, DeleteTableVersion', async () => {
    await client.send(new UpdateTableCommand({ DatabaseName, TableInput: { ...TableInput, Description: 'second' } }));
    const { TableVersion } = await client.send(new GetTableVersionCommand({ ...PLACE, VersionId: '0' }));
    expect(TableVersion).toMatchObject({ VersionId: '0', Table: { Name: 'orders' } });
    await client.send(new DeleteTableVersionCommand({ ...PLACE, VersionId: '0' }));
    const { TableVersions } = await client.send(new GetTableVersionsCommand(PLACE));
    expect(TableVersions?.map(({ VersionId }) => VersionId)).toEqual(['1']);
  });

  it('SearchTables', async () => {
    await client.send(new CreateTableCommand({ DatabaseName, TableInput: { Name: 'returned_orders' } }));
    const search = async (input: SearchTablesCommandInput): Promise<readonly unknown[]> =>
      ((await client.send(new SearchTablesCommand(input))).TableList ?? []).map(({ Name }) => Name);
    expect(await search({ SearchText: 'order' })).toEqual(['orders', 'returned_orders']);
    expect(await search({ SearchText: '"orders"' })).toEqual(['orders']);
    expect(await search({ SearchText: 'of the order' })).toEqual(['orders']);
    expect(await search({ Filters: [{ Key: 'Name', Value: 'returned' }] })).toEqual(['returned_orders']);
    expect(await search({ Filters: [{ Key: 'DatabaseName', Value: 'shop' }] })).toEqual([]);
    expect(await search({ SortCriteria: [{ FieldName: 'Name', Sort: 'DESC' }], MaxResults: 1 })).toEqual([
      'returned_orders',
    ]);
  });

  it('InvalidInputException of SearchTables by what it does not know', async () => {
    for (const input of [
      { Filters: [{ Key: 'CreateTime', Value: '1', Comparator: 'LESS_THAN' as const }] },
      { SortCriteria: [{ FieldName: 'CreateTime' }] },
      { ResourceShareType: 'ALL' as const },
    ])
      await expect(client.send(new SearchTablesCommand(input))).rejects.toMatchObject({
        name: 'InvalidInputException',
      });
  });

  it('DeleteTable, BatchDeleteTable', async () => {
    await client.send(new DeleteTableCommand({ DatabaseName, Name: 'orders' }));
    const { Errors } = await client.send(new BatchDeleteTableCommand({ DatabaseName, TablesToDelete: ['orders'] }));
    expect(Errors).toMatchObject([{ TableName: 'orders', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }]);
  });
});

describe('Glue, to the SDK: partitions', () => {
  const valuesOf = (partitions: readonly { Values?: string[] | undefined }[] = []): readonly unknown[] =>
    partitions.map(({ Values }) => Values?.[0]);

  beforeEach(() =>
    client.send(
      new BatchCreatePartitionCommand({
        ...PLACE,
        PartitionInputList: ['1', '2', '3', '4', '5', '6'].map((value) => ({ Values: [value] })),
      }),
    ),
  );

  it('CreatePartition, GetPartition, UpdatePartition, DeletePartition', async () => {
    const PartitionValues = ['7'];
    await client.send(new CreatePartitionCommand({ ...PLACE, PartitionInput: { Values: PartitionValues } }));
    await client.send(
      new UpdatePartitionCommand({
        ...PLACE,
        PartitionValueList: PartitionValues,
        PartitionInput: { Values: PartitionValues, Parameters: { seen: 'yes' } },
      }),
    );
    const { Partition } = await client.send(new GetPartitionCommand({ ...PLACE, PartitionValues }));
    expect(Partition).toMatchObject({ Values: ['7'], Parameters: { seen: 'yes' }, CreationTime: CreateTime });
    await client.send(new DeletePartitionCommand({ ...PLACE, PartitionValues }));
    await expect(client.send(new GetPartitionCommand({ ...PLACE, PartitionValues }))).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
  });

  it('GetPartitions by expression and in pages', async () => {
    const first = await client.send(new GetPartitionsCommand({ ...PLACE, Expression: "dt > '3'", MaxResults: 2 }));
    expect(valuesOf(first.Partitions)).toEqual(['4', '5']);
    const { NextToken } = first;
    const second = await client.send(new GetPartitionsCommand({ ...PLACE, Expression: "dt > '3'", NextToken }));
    expect(valuesOf(second.Partitions)).toEqual(['6']);
  });

  it('GetPartitions by segment', async () => {
    const segments = await Promise.all(
      [0, 1, 2].map(async (SegmentNumber) => {
        const Segment = { SegmentNumber, TotalSegments: 3 };
        return valuesOf((await client.send(new GetPartitionsCommand({ ...PLACE, Segment }))).Partitions);
      }),
    );
    expect(segments.flat().sort()).toEqual(['1', '2', '3', '4', '5', '6']);
    const Segment = { SegmentNumber: 3, TotalSegments: 3 };
    await expect(client.send(new GetPartitionsCommand({ ...PLACE, Segment }))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('BatchGetPartition, BatchDeletePartition', async () => {
    await client.send(
      new BatchDeletePartitionCommand({ ...PLACE, PartitionsToDelete: [{ Values: ['1'] }, { Values: ['2'] }] }),
    );
    const PartitionsToGet = [{ Values: ['1'] }, { Values: ['3'] }];
    const { Partitions } = await client.send(new BatchGetPartitionCommand({ ...PLACE, PartitionsToGet }));
    expect(valuesOf(Partitions)).toEqual(['3']);
  });
});

describe('Glue, to the SDK: crawlers', () => {
  const Name = 'sales-crawler';

  beforeEach(async () => {
    await fixture.put('sales/dt=2026-11-23/a.json', { id: 'a', amount: 1 });
    await client.send(
      new CreateCrawlerCommand({
        Name,
        Role: 'crawler',
        DatabaseName,
        Targets: { S3Targets: [{ Path: 's3://lake/sales/' }] },
        Schedule: 'cron(0 * * * ? *)',
      }),
    );
  });
  afterEach(() => client.send(new DeleteCrawlerCommand({ Name })));

  const run = async (): Promise<void> => {
    await client.send(new StartCrawlerCommand({ Name }));
    fixture.clock.advance(10_000);
    await fixture.glue.whenCrawled(Name);
  };
  const linesOf = async (prefix = ''): Promise<readonly string[]> => {
    const place = { logGroupName: '/aws-glue/crawlers', logStreamName: Name };
    const { events } = await logs.operations.GetLogEvents({ ...place, startFromHead: true });
    return (events ?? []).flatMap(({ message = '' }) =>
      message.startsWith(`[${prefix}] `) ? [message.slice(prefix.length + 3)] : [],
    );
  };

  it('StartCrawler, GetCrawler, and the log that it names', async () => {
    await run();
    const { Crawler } = await client.send(new GetCrawlerCommand({ Name }));
    expect(Crawler).toMatchObject({ Name, State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } });
    expect(Crawler?.LastCrawl).toMatchObject({ LogGroup: '/aws-glue/crawlers', LogStream: Name });
    expect(await linesOf(Crawler?.LastCrawl?.MessagePrefix)).toEqual([
      'BENCHMARK : Running Start Crawl for Crawler sales-crawler',
      'BENCHMARK : Classification complete, writing results to database lake',
      'INFO : Crawler configured with SchemaChangePolicy {"UpdateBehavior":"UPDATE_IN_DATABASE","DeleteBehavior":"DEPRECATE_IN_DATABASE"}.',
      'INFO : Created table sales in database lake',
      'BENCHMARK : Finished writing to Catalog',
      'INFO : Run Summary For TABLE:',
      'INFO : ADD: 1',
      'BENCHMARK : Crawler has finished running and is in state READY',
    ]);
  });

  it('a crawl that fails says why in its log, too', async () => {
    await client.send(new UpdateCrawlerCommand({ Name, DatabaseName: 'none' }));
    await run();
    const { LastCrawl } = (await client.send(new GetCrawlerCommand({ Name }))).Crawler ?? {};
    expect(LastCrawl).toMatchObject({ Status: 'FAILED', ErrorMessage: 'Database none not found.' });
    expect(await linesOf(LastCrawl?.MessagePrefix)).toContain('ERROR : Database none not found.');
  });

  it('ListCrawlers, GetCrawlers, BatchGetCrawlers, GetCrawlerMetrics', async () => {
    expect((await client.send(new ListCrawlersCommand({}))).CrawlerNames).toEqual([Name]);
    expect((await client.send(new GetCrawlersCommand({}))).Crawlers).toMatchObject([{ Name }]);
    const batch = await client.send(new BatchGetCrawlersCommand({ CrawlerNames: [Name, 'none'] }));
    expect(batch).toMatchObject({ Crawlers: [{ Name }], CrawlersNotFound: ['none'] });
    const { CrawlerMetricsList } = await client.send(new GetCrawlerMetricsCommand({ CrawlerNameList: [Name] }));
    expect(CrawlerMetricsList).toMatchObject([{ CrawlerName: Name, TablesCreated: 0 }]);
  });

  it('StopCrawler, and CrawlerNotRunningException of it', async () => {
    await client.send(new StartCrawlerCommand({ Name }));
    await client.send(new StopCrawlerCommand({ Name }));
    await fixture.glue.whenCrawled(Name);
    await expect(client.send(new StopCrawlerCommand({ Name }))).rejects.toMatchObject({
      name: 'CrawlerNotRunningException',
    });
  });

  it('StopCrawlerSchedule, StartCrawlerSchedule, UpdateCrawlerSchedule', async () => {
    const schedule = async (): Promise<unknown> =>
      (await client.send(new GetCrawlerCommand({ Name }))).Crawler?.Schedule;
    await client.send(new StopCrawlerScheduleCommand({ CrawlerName: Name }));
    expect(await schedule()).toMatchObject({ State: 'NOT_SCHEDULED' });
    await client.send(new StartCrawlerScheduleCommand({ CrawlerName: Name }));
    const Schedule = 'cron(30 * * * ? *)';
    await client.send(new UpdateCrawlerScheduleCommand({ CrawlerName: Name, Schedule }));
    expect(await schedule()).toEqual({ ScheduleExpression: Schedule, State: 'SCHEDULED' });
  });
});

describe('Glue, to the SDK: what is not there', () => {
  it('UnknownOperationException', async () => {
    const PartitionIndex = { Keys: ['dt'], IndexName: 'by_dt' };
    for (const call of [
      client.send(new CreatePartitionIndexCommand({ ...PLACE, PartitionIndex })),
      client.send(new GetDataCatalogEncryptionSettingsCommand({})),
    ])
      await expect(call).rejects.toMatchObject({
        name: 'UnknownOperationException',
        $metadata: { httpStatusCode: 400 },
      });
  });
});
