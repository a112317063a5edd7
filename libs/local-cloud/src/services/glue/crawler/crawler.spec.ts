import { createS3 } from '../../s3/index.js';
import { createGlue } from '../index.js';
import { columnText, CrawlerFixture } from './testing/crawler-fixture.js';

const ROW = { id: 'a', amount: 1, at: '2026-11-23 10:00:00.000' };

describe('a crawler', () => {
  let fixture: CrawlerFixture;

  beforeEach(async () => {
    fixture = await CrawlerFixture.open({ s3: createS3, glue: (context, s3) => createGlue(context, { s3: s3.api }) });
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const configuration = (more: object): string => JSON.stringify({ Version: 1.0, ...more });
  const names = async (): Promise<readonly string[]> => (await fixture.tables()).map(({ Name = '' }) => Name);
  const crawlerState = async () => (await fixture.glue.api.GetCrawler({ Name: 'crawler' })).Crawler;

  describe('what it makes of the objects', () => {
    it('writes a table of JSON as the crawler of Glue does', async () => {
      await fixture.put('sales/dt=2026-11-23/a.gz', ROW, { ...ROW, amount: 2.5 });
      await fixture.create('s3://lake/sales/', { TablePrefix: 'crawled_' });
      await fixture.crawl();
      const [table, ...others] = await fixture.tables();
      expect(others).toEqual([]);
      expect(table).toMatchObject({
        Name: 'crawled_sales',
        Owner: 'owner',
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: [{ Name: 'dt', Type: 'string' }],
        Parameters: {
          classification: 'json',
          compressionType: 'gzip',
          typeOfData: 'file',
          CrawlerSchemaSerializerVersion: '1.0',
          CrawlerSchemaDeserializerVersion: '1.0',
          UPDATED_BY_CRAWLER: 'crawler',
          objectCount: '1',
          recordCount: '2',
          'partition_filtering.enabled': 'true',
        },
        StorageDescriptor: {
          Columns: [
            { Name: 'id', Type: 'string' },
            { Name: 'amount', Type: 'double' },
            { Name: 'at', Type: 'string' },
          ],
          Location: 's3://lake/sales/',
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          Compressed: true,
          SerdeInfo: {
            SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
            Parameters: { paths: 'amount,at,id' },
          },
        },
      });
      const [partition] = await fixture.partitions('crawled_sales');
      expect(partition).toMatchObject({
        Values: ['2026-11-23'],
        StorageDescriptor: { Location: 's3://lake/sales/dt=2026-11-23/' },
      });
    });

    it('takes the name of the bucket for a table at its root, in lower case and underscores', async () => {
      await fixture.s3.api.CreateBucket({
        Bucket: 'p1-kinesis.lake',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      });
      await fixture.s3.api.PutObject({ Bucket: 'p1-kinesis.lake', Key: 'dt=1/a.json', Body: '{"a":1}' });
      await fixture.create('s3://p1-kinesis.lake');
      await fixture.crawl();
      expect(await names()).toEqual(['p1_kinesis_lake']);
    });

    it('numbers the folders that have no key', async () => {
      await fixture.put('sales/2026/dt=1/11/a.json', ROW);
      await fixture.put('sales/2026/dt=1/12/a.json', ROW);
      await fixture.create('s3://lake/sales');
      await fixture.crawl();
      expect((await fixture.columns('sales')).slice(3)).toEqual([
        'partition_0 string',
        'dt string',
        'partition_1 string',
      ]);
      expect((await fixture.partitions('sales')).map(({ Values }) => Values)).toEqual([
        ['2026', '1', '11'],
        ['2026', '1', '12'],
      ]);
    });

    it('makes tables of folders that are not alike, and one table of them all when it is told to', async () => {
      await fixture.put('sales/year=2017/a.json', { a: 1, b: 1 });
      await fixture.put('sales/year=2018/a.json', { c: 'x', d: 'y' });
      await fixture.create('s3://lake/sales/');
      await fixture.crawl();
      expect(await names()).toEqual(['year_2017', 'year_2018']);
      await fixture.glue.api.UpdateCrawler({
        Name: 'crawler',
        TablePrefix: 'all_',
        Configuration: configuration({ Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas' } }),
      });
      await fixture.crawl();
      expect(await fixture.columns('all_sales')).toEqual(['a int', 'b int', 'c string', 'd string', 'year string']);
    });

    it('keeps the few that are not like most out of the table, each in its own', async () => {
      for (let day = 1; day <= 8; day += 1) await fixture.put(`sales/dt=${day}/a.gz`, ROW);
      await fixture.put('sales/dt=9/plain.json', ROW);
      await fixture.put('sales/errors.json', { message: 'x' });
      await fixture.create('s3://lake/sales/');
      await fixture.crawl();
      expect(await names()).toEqual(['sales', 'errors_json', 'dt_9']);
      expect(await fixture.partitions('sales')).toHaveLength(8);
    });

    it('puts tables at the level that it is told', async () => {
      await fixture.put('lake/orders/dt=1/a.json', ROW);
      await fixture.put('lake/returns/dt=1/a.json', ROW);
      await fixture.put('lake/readme.json', ROW);
      await fixture.create('s3://lake/', {
        Configuration: configuration({ Grouping: { TableLevelConfiguration: 3 } }),
      });
      await fixture.crawl();
      expect(await names()).toEqual(['orders', 'returns']);
      expect(fixture.problems).toEqual([
        {
          service: 'Glue',
          resource: 'crawler',
          message: 's3://lake/lake/readme.json lies above the level of tables and is in none.',
        },
      ]);
    });

    it('leaves out what is excluded, what is empty and, saying so, what is not JSON', async () => {
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.put('sales/errors/a.json', { message: 'x' });
      await fixture.putText('sales/dt=1/_SUCCESS', '');
      await fixture.putText('sales/dt=1/a.csv', 'a,b\n1,2\n');
      await fixture.create('s3://lake/sales/', {
        Targets: { S3Targets: [{ Path: 's3://lake/sales/', Exclusions: ['errors/**'] }] },
      });
      await fixture.crawl();
      expect(await names()).toEqual(['sales']);
      expect(fixture.problems.map(({ message }) => message)).toEqual([
        's3://lake/sales/dt=1/a.csv is not JSON, and the local cloud classifies nothing else.',
      ]);
    });

    it('has a partition key and a field of the same name as two columns, which no query survives', async () => {
      await fixture.put('sales/id=a/a.json', ROW);
      await fixture.create('s3://lake/sales/');
      await fixture.crawl();
      expect(await fixture.columns('sales')).toEqual(['id string', 'amount int', 'at string', 'id string']);
    });

    it('looks at the beginning of a large object only, packed or not', async () => {
      const row = JSON.stringify({ id: 'x'.repeat(1000), nested: { list: [1, { deep: '}{' }] } });
      const large = `${row}\n`.repeat(3000);
      await fixture.putText('plain/a.json', `${large}{"late":1}\n`);
      await fixture.putText('packed/a.gz', `${large}{"late":1}\n`);
      await fixture.create('s3://lake/plain/', {
        Targets: { S3Targets: [{ Path: 's3://lake/plain/' }, { Path: 's3://lake/packed/' }] },
      });
      await fixture.crawl();
      const columns = ['id string', 'nested struct<list:array<string>>'];
      expect(await fixture.columns('plain')).toEqual(columns);
      expect(await fixture.columns('packed')).toEqual(columns);
      const [table] = await fixture.tables();
      expect(Number(table?.Parameters?.['recordCount'])).toBeGreaterThan(2900);
    });

    it('gives another name to a table whose name is taken, and leaves the other alone', async () => {
      const TableInput = { Name: 'sales', StorageDescriptor: { Location: 's3://elsewhere/sales/' } };
      await fixture.glue.api.CreateTable({ DatabaseName: 'shop', TableInput });
      await fixture.put('sales/a.json', ROW);
      await fixture.create('s3://lake/sales/');
      for (const run of ['first', 'second']) {
        await fixture.crawl();
        expect([run, ...(await names())]).toEqual([run, 'sales', expect.stringMatching(/^sales_[0-9a-f]{32}$/)]);
      }
      expect((await fixture.tables())[0]).toMatchObject(TableInput);
    });
  });

  describe('when the lake changes', () => {
    const version = async (): Promise<string | undefined> => (await fixture.tables())[0]?.VersionId;
    const days = async (): Promise<readonly (string | undefined)[]> =>
      (await fixture.partitions('sales')).map(({ Values }) => Values?.[0]);
    const versions = async (): Promise<number | undefined> =>
      (await fixture.glue.api.GetTableVersions({ DatabaseName: 'shop', TableName: 'sales' })).TableVersions?.length;

    it('adds days, and makes no new version of a table whose columns are the same', async () => {
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.create('s3://lake/sales/');
      await fixture.crawl();
      await fixture.put('sales/dt=2/a.json', ROW);
      await fixture.crawl();
      expect(await days()).toEqual(['1', '2']);
      expect(await versions()).toBe(1);
      const { CrawlerMetricsList } = await fixture.glue.api.GetCrawlerMetrics({ CrawlerNameList: ['crawler'] });
      expect(CrawlerMetricsList).toEqual([
        {
          CrawlerName: 'crawler',
          TimeLeftSeconds: 0,
          StillEstimating: false,
          LastRuntimeSeconds: 10,
          MedianRuntimeSeconds: 10,
          TablesCreated: 0,
          TablesUpdated: 0,
          TablesDeleted: 0,
        },
      ]);
    });

    it('adds a field to the table and, where they inherit, to partitions that do not have it', async () => {
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.create('s3://lake/sales/', {
        Configuration: configuration({ CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } } }),
      });
      await fixture.crawl();
      await fixture.put('sales/dt=2/a.json', { ...ROW, store: 'x' });
      await fixture.crawl();
      const columns = ['id string', 'amount int', 'at string', 'store string'];
      expect(await fixture.columns('sales')).toEqual([...columns, 'dt string']);
      for (const { StorageDescriptor } of await fixture.partitions('sales'))
        expect(StorageDescriptor?.Columns?.map(columnText)).toEqual(columns);
      expect(await version()).toBe('1');
      expect(await versions()).toBe(2);
    });

    it('gives partitions columns of their own where they do not inherit', async () => {
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.put('sales/dt=2/a.json', { ...ROW, store: 'x' });
      await fixture.create('s3://lake/sales/');
      await fixture.crawl();
      expect(
        (await fixture.partitions('sales')).map(({ StorageDescriptor }) => StorageDescriptor?.Columns?.length),
      ).toEqual([3, 4]);
    });

    it.each([
      ['UPDATE_IN_DATABASE', {}, ['id string', 'amount string', 'dt string']],
      [
        'UPDATE_IN_DATABASE',
        { CrawlerOutput: { Tables: { AddOrUpdateBehavior: 'MergeNewColumns' } } },
        ['id string', 'amount int', 'at string', 'dt string'],
      ],
      ['LOG', {}, ['id string', 'amount int', 'at string', 'dt string']],
    ] as const)('%s with %j follows changed fields as far as that', async (UpdateBehavior, more, columns) => {
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.create('s3://lake/sales/', {
        SchemaChangePolicy: { UpdateBehavior },
        Configuration: configuration(more),
      });
      await fixture.crawl();
      await fixture.put('sales/dt=1/a.json', { id: 'a', amount: '1' });
      await fixture.put('sales/dt=2/a.json', { id: 'a', amount: '1' });
      await fixture.crawl();
      expect(await fixture.columns('sales')).toEqual(columns);
      expect(await days()).toEqual(['1', '2']);
    });

    it.each([
      ['DEPRECATE_IN_DATABASE', ['gone deprecated', 'sales'], ['1 deprecated', '2']],
      ['DELETE_FROM_DATABASE', ['sales'], ['2']],
      ['LOG', ['gone', 'sales'], ['1', '2']],
    ] as const)('%s decides over what is no longer there', async (DeleteBehavior, tables, partitions) => {
      await fixture.put('gone/a.json', ROW);
      await fixture.put('sales/dt=1/a.json', ROW);
      await fixture.put('sales/dt=2/a.json', ROW);
      await fixture.create('s3://lake/', {
        Targets: { S3Targets: [{ Path: 's3://lake/gone/' }, { Path: 's3://lake/sales/' }] },
        SchemaChangePolicy: { DeleteBehavior },
      });
      await fixture.crawl();
      await fixture.s3.api.DeleteObject({ Bucket: 'lake', Key: 'gone/a.json' });
      await fixture.s3.api.DeleteObject({ Bucket: 'lake', Key: 'sales/dt=1/a.json' });
      await fixture.crawl();
      const marked = (name = '', parameters: Record<string, string> = {}): string =>
        'DEPRECATED_BY_CRAWLER' in parameters ? `${name} deprecated` : name;
      expect((await fixture.tables()).map(({ Name, Parameters }) => marked(Name, Parameters))).toEqual(tables);
      expect(
        (await fixture.partitions('sales')).map(({ Values, Parameters }) => marked(Values?.[0], Parameters)).sort(),
      ).toEqual(partitions);
    });

    it('looks into new folders only when it is told to, over a restart too', async () => {
      await fixture.put('sales/dt=1/a.json', ROW);
      const SchemaChangePolicy = { UpdateBehavior: 'LOG', DeleteBehavior: 'LOG' } as const;
      await fixture.create('s3://lake/sales/', {
        RecrawlPolicy: { RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
        SchemaChangePolicy,
      });
      await fixture.crawl();
      await fixture.restart();
      await fixture.putText('sales/dt=1/b.json', 'not JSON');
      await fixture.put('sales/dt=2/a.json', ROW);
      await fixture.crawl();
      expect(await days()).toEqual(['1', '2']);
      expect(fixture.problems).toEqual([]);
    });
  });

  describe('its runs', () => {
    beforeEach(() => fixture.put('sales/a.json', ROW));

    it('is one at a time, and READY again when it is done', async () => {
      await fixture.create('s3://lake/sales/');
      expect(await crawlerState()).toMatchObject({ State: 'READY', Version: 1 });
      await fixture.glue.api.StartCrawler({ Name: 'crawler' });
      fixture.clock.advance(4_000);
      expect(await crawlerState()).toMatchObject({ State: 'RUNNING', CrawlElapsedTime: 4_000 });
      await expect(fixture.glue.api.StartCrawler({ Name: 'crawler' })).rejects.toMatchObject({
        code: 'CrawlerRunningException',
        message: 'Crawler with name crawler has already started',
      });
      await expect(fixture.glue.api.DeleteCrawler({ Name: 'crawler' })).rejects.toMatchObject({
        code: 'CrawlerRunningException',
      });
      await fixture.finish();
      expect(await crawlerState()).toMatchObject({ State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } });
    });

    it('ends early when it is stopped, and writes nothing', async () => {
      await fixture.create('s3://lake/sales/');
      await expect(fixture.glue.api.StopCrawler({ Name: 'crawler' })).rejects.toMatchObject({
        code: 'CrawlerNotRunningException',
      });
      await fixture.glue.api.StartCrawler({ Name: 'crawler' });
      await fixture.glue.api.StopCrawler({ Name: 'crawler' });
      const stopping = fixture.glue.api.StopCrawler({ Name: 'crawler' });
      await expect(stopping).rejects.toMatchObject({ code: 'CrawlerStoppingException' });
      await fixture.glue.whenCrawled('crawler');
      expect(await crawlerState()).toMatchObject({ State: 'READY', LastCrawl: { Status: 'CANCELLED' } });
      expect(await fixture.tables()).toEqual([]);
    });

    it.each([
      ['the database', { DatabaseName: 'gone' }, 'Database gone not found.'],
      ['the bucket', { Targets: { S3Targets: [{ Path: 's3://gone/' }] } }, 'The specified bucket does not exist'],
    ])('fails with the reason when %s is missing', async (_, more, message) => {
      await fixture.create('s3://lake/sales/', more);
      await fixture.crawl();
      expect(await crawlerState()).toMatchObject({
        State: 'READY',
        LastCrawl: { Status: 'FAILED', ErrorMessage: message },
      });
      expect(fixture.problems).toEqual([
        { service: 'Glue', resource: 'crawler', message: `The crawl failed: ${message}` },
      ]);
    });

    it('comes by itself at the time of its schedule, until that is stopped', async () => {
      await fixture.create('s3://lake/sales/', { Schedule: 'cron(15 0 * * ? *)' });
      await fixture.glue.start?.();
      expect(await crawlerState()).toMatchObject({
        Schedule: { ScheduleExpression: 'cron(15 0 * * ? *)', State: 'SCHEDULED' },
      });
      fixture.clock.advance((12 * 60 + 15) * 60_000 - 1); // it is noon when a spec begins
      await settled();
      expect(await crawlerState()).toMatchObject({ State: 'READY' });
      fixture.clock.advance(1);
      await settled();
      expect(await crawlerState()).toMatchObject({ State: 'RUNNING' });
      await fixture.finish();
      expect(await names()).toEqual(['sales']);

      await fixture.glue.api.StopCrawlerSchedule({ CrawlerName: 'crawler' });
      expect(await crawlerState()).toMatchObject({ Schedule: { State: 'NOT_SCHEDULED' } });
      fixture.clock.advance(24 * 60 * 60_000);
      await settled();
      expect(await crawlerState()).toMatchObject({ State: 'READY' });
      await fixture.glue.api.StartCrawlerSchedule({ CrawlerName: 'crawler' });
      fixture.clock.advance(24 * 60 * 60_000);
      await settled();
      expect(await crawlerState()).toMatchObject({ State: 'RUNNING' });
    });

    it('says what its schedule is not', async () => {
      await fixture.create('s3://lake/sales/');
      await expect(fixture.glue.api.StartCrawlerSchedule({ CrawlerName: 'crawler' })).rejects.toMatchObject({
        code: 'NoScheduleException',
      });
      await expect(fixture.glue.api.StopCrawlerSchedule({ CrawlerName: 'crawler' })).rejects.toMatchObject({
        code: 'SchedulerNotRunningException',
      });
      await fixture.glue.api.UpdateCrawlerSchedule({ CrawlerName: 'crawler', Schedule: 'cron(0 1 * * ? *)' });
      await expect(fixture.glue.api.StartCrawlerSchedule({ CrawlerName: 'crawler' })).rejects.toMatchObject({
        code: 'SchedulerRunningException',
      });
    });
  });

  describe('its settings', () => {
    it.each([
      [{ Targets: { JdbcTargets: [{ Path: 'x' }] } }, 'does not support the property Targets.JdbcTargets.'],
      [{ Targets: { S3Targets: [] } }, 'at least one S3 target'],
      [{ Targets: { S3Targets: [{ Path: 'lake' }] } }, 'is not of the form s3://bucket/prefix'],
      [{ Targets: { S3Targets: [{ Path: 's3://lake', SampleSize: 1 }] } }, 'Targets.S3Targets[0].SampleSize'],
      [{ Classifiers: ['mine'] }, 'does not support the property Classifiers.'],
      [{ Schedule: 'cron(* * * * ? *)' }, 'more often than every 5 minutes'],
      [{ Configuration: '{"Version":2}' }, 'In the Configuration, Version is 2'],
      [{ Configuration: '{"CreatePartitionIndex":true}' }, 'CreatePartitionIndex'],
      [{ Configuration: '{' }, 'is not JSON'],
      [{ Configuration: '{"Grouping":{"TableLevelConfiguration":1}}' }, 'not above the S3 target, here 2'],
      [{ RecrawlPolicy: { RecrawlBehavior: 'CRAWL_EVENT_MODE' } }, 'RecrawlPolicy.RecrawlBehavior'],
      [{ RecrawlPolicy: { RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' } }, 'can have only LOG DeleteBehavior'],
    ] as const)('are refused when they are %j', async (more, reason) => {
      const created = fixture.create('s3://lake/sales/', more as object);
      await expect(created).rejects.toMatchObject({ code: 'InvalidInputException' });
      await expect(fixture.create('s3://lake/sales/', more as object)).rejects.toThrow(reason);
    });

    it('are found again by name, in lists and in batches', async () => {
      await fixture.create('s3://lake/sales/');
      await fixture.create('s3://lake/sales/', { Name: 'second' });
      await expect(fixture.create('s3://lake/sales/')).rejects.toMatchObject({ code: 'AlreadyExistsException' });
      expect((await fixture.glue.api.ListCrawlers({ MaxResults: 1 })).CrawlerNames).toEqual(['crawler']);
      expect((await fixture.glue.api.GetCrawlers({})).Crawlers?.map(({ Name }) => Name)).toEqual(['crawler', 'second']);
      const batch = await fixture.glue.api.BatchGetCrawlers({ CrawlerNames: ['second', 'third'] });
      expect(batch).toMatchObject({ Crawlers: [{ Name: 'second' }], CrawlersNotFound: ['third'] });
      await fixture.glue.api.DeleteCrawler({ Name: 'second' });
      await expect(fixture.glue.api.GetCrawler({ Name: 'second' })).rejects.toMatchObject({
        code: 'EntityNotFoundException',
      });
    });

    it('come from a template, and follow it when it changes', async () => {
      const provision = (TablePrefix: string) =>
        fixture.glue.provisioners
          .find(({ type }) => type === 'AWS::Glue::Crawler')
          ?.provision({
            stackName: 'stack',
            logicalId: 'Crawler',
            type: 'AWS::Glue::Crawler',
            properties: {
              Name: 'sales-lake',
              Role: 'arn:aws:iam::123456789012:role/crawler',
              DatabaseName: 'shop',
              Targets: { S3Targets: [{ Path: 's3://lake/sales/' }] },
              Schedule: { ScheduleExpression: 'cron(15 0 * * ? *)' },
              TablePrefix,
            },
          });
      expect(await provision('a_')).toEqual({ physicalId: 'sales-lake' });
      await fixture.restart();
      await provision('a_');
      expect((await fixture.glue.api.GetCrawler({ Name: 'sales-lake' })).Crawler).toMatchObject({ Version: 1 });
      await provision('b_');
      expect((await fixture.glue.api.GetCrawler({ Name: 'sales-lake' })).Crawler).toMatchObject({
        Version: 2,
        TablePrefix: 'b_',
        Schedule: { State: 'SCHEDULED' },
      });
    });

    it('end their run when their template is gone', async () => {
      await fixture.create('s3://lake/sales/');
      await fixture.glue.api.StartCrawler({ Name: 'crawler' });
      const type = 'AWS::Glue::Crawler';
      const provisioner = fixture.glue.provisioners.find((one) => one.type === type);
      const resource = { stackName: 'stack', logicalId: 'Crawler', type, properties: {} };
      for (let time = 0; time < 2; time += 1) await provisioner?.remove?.('crawler', resource);
      await expect(fixture.glue.api.GetCrawler({ Name: 'crawler' })).rejects.toMatchObject({
        code: 'EntityNotFoundException',
      });
    });
  });
});

/** Lets everything that waits for no clock go on. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
