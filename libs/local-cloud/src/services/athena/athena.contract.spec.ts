import {
  AthenaClient,
  BatchGetPreparedStatementCommand,
  CreateNamedQueryCommand,
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  DeleteNamedQueryCommand,
  DeletePreparedStatementCommand,
  DeleteWorkGroupCommand,
  GetDataCatalogCommand,
  GetDatabaseCommand,
  GetNamedQueryCommand,
  GetPreparedStatementCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetQueryRuntimeStatisticsCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  ListPreparedStatementsCommand,
  ListWorkGroupsCommand,
  paginateListPreparedStatements,
  StartQueryExecutionCommand,
  UpdateNamedQueryCommand,
  UpdatePreparedStatementCommand,
  UpdateWorkGroupCommand,
} from '@aws-sdk/client-athena';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { AthenaFixture } from './testing/athena-fixture.js';

const WorkGroup = 'primary';
const StatementName = 'sales_as_of';

describe('Athena, through the SDK', () => {
  let lake: AthenaFixture;
  let endpoint: TestEndpoint;
  let client: AthenaClient;

  beforeAll(() => AthenaFixture.warmUp(), 120_000);

  beforeEach(async () => {
    lake = await AthenaFixture.open();
    if (!lake.athena.wire) throw new Error('Athena is on the wire.');
    endpoint = await TestEndpoint.of(lake.athena);
    client = new AthenaClient(endpoint.client);
  });

  afterEach(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await lake[Symbol.asyncDispose]();
  });

  const create = (name = StatementName, QueryStatement = 'SELECT ? AS a') =>
    client.send(new CreatePreparedStatementCommand({ WorkGroup, StatementName: name, QueryStatement }));

  const results = async (QueryString: string, ...ExecutionParameters: string[]) => {
    const { QueryExecutionId = '' } = await client.send(
      new StartQueryExecutionCommand({
        QueryString,
        ResultConfiguration: { OutputLocation: 's3://results/' },
        ...(ExecutionParameters.length > 0 && { ExecutionParameters }),
      }),
    );
    await lake.athena.whenEnded(QueryExecutionId);
    const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    return { QueryExecution, rows: ResultSet?.Rows?.map(({ Data }) => Data?.map((datum) => datum.VarCharValue)) };
  };

  it('creates, gets, updates and deletes a prepared statement', async () => {
    await create();
    const get = new GetPreparedStatementCommand({ WorkGroup, StatementName });
    expect((await client.send(get)).PreparedStatement).toMatchObject({
      StatementName,
      WorkGroupName: 'primary',
      QueryStatement: 'SELECT ? AS a',
      LastModifiedTime: expect.any(Date) as Date,
    });
    const changes = { QueryStatement: 'SELECT ? + 1 AS a', Description: 'one more' };
    await client.send(new UpdatePreparedStatementCommand({ WorkGroup, StatementName, ...changes }));
    expect((await client.send(get)).PreparedStatement).toMatchObject(changes);
    expect((await results(`EXECUTE ${StatementName}`, '1')).rows).toEqual([['a'], ['2']]);
    await client.send(new DeletePreparedStatementCommand({ WorkGroup, StatementName }));
    await expect(client.send(get)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `PreparedStatement ${StatementName} was not found`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('lists prepared statements in pages', async () => {
    for (const name of ['b', 'a', 'c']) await create(name);
    const names: unknown[] = [];
    for await (const page of paginateListPreparedStatements({ client, pageSize: 2 }, { WorkGroup }))
      names.push(page.PreparedStatements?.map((statement) => statement.StatementName));
    expect(names).toEqual([['a', 'b'], ['c']]);
  });

  it('says which prepared statements of a batch it does not know', async () => {
    await create();
    const PreparedStatementNames = [StatementName, 'gone'];
    const batch = await client.send(new BatchGetPreparedStatementCommand({ WorkGroup, PreparedStatementNames }));
    expect(batch.PreparedStatements).toHaveLength(1);
    expect(batch.UnprocessedPreparedStatementNames).toMatchObject([{ StatementName: 'gone' }]);
  });

  it.each([
    ['a name that is taken', StatementName, 'SELECT 1'],
    ['a name that is none', '1st', 'SELECT 1'],
    ['a statement that the grammar does not know', 'p', 'SELEC 1'],
    ['a statement that cannot be prepared', 'p', 'SHOW TABLES'],
  ])('refuses %s', async (_, name, sql) => {
    await create();
    await expect(create(name, sql)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('runs statements that are no queries, whose rows have no header', async () => {
    const { rows, QueryExecution } = await results("SHOW DATABASES LIKE 'sales'");
    expect(rows).toEqual([['sales']]);
    expect(QueryExecution).toMatchObject({ StatementType: 'UTILITY', Status: { State: 'SUCCEEDED' } });
  });

  it('creates, updates and deletes named queries, one per token', async () => {
    const input = { Name: 'n', Database: 'sales', QueryString: 'SELECT 1', ClientRequestToken: 'x'.repeat(32) };
    const { NamedQueryId } = await client.send(new CreateNamedQueryCommand(input));
    expect((await client.send(new CreateNamedQueryCommand(input))).NamedQueryId).toBe(NamedQueryId);
    await client.send(new UpdateNamedQueryCommand({ NamedQueryId, Name: 'm', QueryString: 'SELECT 2' }));
    const get = new GetNamedQueryCommand({ NamedQueryId });
    expect((await client.send(get)).NamedQuery).toMatchObject({
      Name: 'm',
      Database: 'sales',
      QueryString: 'SELECT 2',
    });
    expect((await client.send(new ListNamedQueriesCommand({}))).NamedQueryIds).toEqual([NamedQueryId]);
    await client.send(new DeleteNamedQueryCommand({ NamedQueryId }));
    await expect(client.send(get)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('creates, updates and deletes work groups', async () => {
    const Configuration = { ResultConfiguration: { OutputLocation: 's3://results/g/' } };
    await client.send(new CreateWorkGroupCommand({ Name: 'g', Configuration }));
    await client.send(
      new UpdateWorkGroupCommand({
        WorkGroup: 'g',
        State: 'DISABLED',
        ConfigurationUpdates: { BytesScannedCutoffPerQuery: 20_000_000 },
      }),
    );
    const group = await client.send(new GetWorkGroupCommand({ WorkGroup: 'g' }));
    expect(group.WorkGroup).toMatchObject({
      State: 'DISABLED',
      Configuration: { ...Configuration, BytesScannedCutoffPerQuery: 20_000_000, EnforceWorkGroupConfiguration: true },
    });
    const QueryStatement = 'SELECT 1';
    await client.send(new CreatePreparedStatementCommand({ WorkGroup: 'g', StatementName: 'p', QueryStatement }));
    await expect(client.send(new DeleteWorkGroupCommand({ WorkGroup: 'g' }))).rejects.toThrow('is not empty');
    await client.send(new DeleteWorkGroupCommand({ WorkGroup: 'g', RecursiveDeleteOption: true }));
    const { WorkGroups } = await client.send(new ListWorkGroupsCommand({}));
    expect(WorkGroups?.map(({ Name }) => Name)).toEqual(['primary']);
  });

  it.each([
    { Name: 'primary' },
    { Name: 'a b' },
    { Name: 'g', Configuration: { BytesScannedCutoffPerQuery: 1 } },
    { Name: 'g', Configuration: { RequesterPaysEnabled: true } },
    { Name: 'g', Configuration: { EngineVersion: { SelectedEngineVersion: 'PySpark engine version 3' } } },
    { Name: 'g', Configuration: { ResultConfiguration: { OutputLocation: '/tmp' } } },
    { Name: 'g', Configuration: { ExecutionRole: 'arn:aws:iam::123456789012:role/x' } },
  ])('refuses the work group %j', async (input) => {
    await expect(client.send(new CreateWorkGroupCommand(input))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  it('has one catalog, with its databases', async () => {
    const { DataCatalog } = await client.send(new GetDataCatalogCommand({ Name: 'AwsDataCatalog' }));
    expect(DataCatalog).toMatchObject({ Name: 'AwsDataCatalog', Type: 'GLUE' });
    const found = await client.send(new GetDatabaseCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: 'sales' }));
    expect(found.Database?.Name).toBe('sales');
    await expect(
      client.send(new GetDatabaseCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: 'gone' })),
    ).rejects.toMatchObject({ name: 'MetadataException' });
    await expect(client.send(new GetDataCatalogCommand({ Name: 'other' }))).rejects.toThrow('is not found');
  });

  it('knows no operation that is not there', async () => {
    await expect(client.send(new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: 'x' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    expect((await client.send(new ListPreparedStatementsCommand({ WorkGroup }))).PreparedStatements).toEqual([]);
  });
});
