import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsCli, installedAwsClis } from './aws-cli.js';
import { eventually } from './clients.js';
import { LocalRun } from './local-run.js';

const clis = installedAwsClis();
if (clis.length === 0) console.warn('The AWS CLI is not installed: its stories of every service are skipped.');
const stories = clis.length === 0 ? describe.skip.each([{ program: 'none', version: 'none' }]) : describe.each(clis);

const ACCOUNT = '000000000000';
const TABLE = 'sales-dev';
const CRAWLER = 'sales-lake-dev';

const sale = (sale_id: string) => ({
  sale_id: { S: sale_id },
  product_id: { S: 'P-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '1' },
  unit_price: { N: '999.9' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: new Date().toISOString() },
});

stories('Every service, through the AWS CLI $version', (installed) => {
  let folder: string;
  let run: LocalRun;
  let aws: AwsCli;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aws-cli-services-'));
    const serving = await LocalRun.serving('--ephemeral', '--time-scale', '10');
    run = serving.run;
    aws = new AwsCli(installed, serving.endpoint);
    await aws.text('dynamodb', 'put-item', '--table-name', TABLE, '--item', JSON.stringify(sale('one')));
  });
  afterAll(async () => {
    await run[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('CloudFormation tells the stack and what it exports and holds', async () => {
    const { Stacks } = await aws.json<{ Stacks: { StackName: string; StackStatus: string }[] }>(
      ...['cloudformation', 'describe-stacks'],
    );
    expect(Stacks).toEqual([expect.objectContaining({ StackName: 'sales-cdc-dev', StackStatus: 'CREATE_COMPLETE' })]);
    expect(await aws.failure('cloudformation', 'describe-stacks', '--stack-name', 'none')).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining(
        'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id none does not exist',
      ) as string,
    });
  });

  it('DynamoDB writes all of a transaction or nothing', async () => {
    const put = (id: string) => ({
      Put: { TableName: TABLE, Item: sale(id), ConditionExpression: 'attribute_not_exists(sale_id)' },
    });
    const write = (...ids: string[]) => ['--transact-items', JSON.stringify(ids.map(put))];
    await aws.text('dynamodb', 'transact-write-items', ...write('two', 'three'));
    expect(await aws.failure('dynamodb', 'transact-write-items', ...write('four', 'two'))).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining(
        'An error occurred (TransactionCanceledException) when calling the TransactWriteItems operation: Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      ) as string,
    });
    const four = ['--key', JSON.stringify({ sale_id: { S: 'four' } })];
    expect(await aws.text('dynamodb', 'get-item', '--table-name', TABLE, ...four)).toBe('');
    expect(await aws.failure('dynamodb', 'describe-table', '--table-name', 'none')).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining('(ResourceNotFoundException)') as string,
    });
  });

  it('Kinesis tells its shards', async () => {
    const { Shards } = await aws.json<{ Shards: { ShardId: string }[] }>(
      ...['kinesis', 'list-shards', '--stream-name', 'sales-changes-dev'],
    );
    expect(Shards.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000000']);
    expect(await aws.failure('kinesis', 'get-records', '--shard-iterator', 'nonsense')).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining('when calling the GetRecords operation') as string,
    });
  });

  it('the pipe and the delivery stream describe themselves', async () => {
    expect(await aws.json('pipes', 'describe-pipe', '--name', 'sales-changes-dev')).toMatchObject({
      Name: 'sales-changes-dev',
      CurrentState: 'RUNNING',
      Target: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/sales-changes-dev`,
    });
    const { DeliveryStreamDescription } = await aws.json<{ DeliveryStreamDescription: object }>(
      ...['firehose', 'describe-delivery-stream', '--delivery-stream-name', 'sales-delivery-dev'],
    );
    expect(DeliveryStreamDescription).toMatchObject({
      DeliveryStreamStatus: 'ACTIVE',
      DeliveryStreamType: 'KinesisStreamAsSource',
    });
    expect(await aws.failure('pipes', 'describe-pipe', '--name', 'none')).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining('(NotFoundException) when calling the DescribePipe operation') as string,
    });
  });

  it('Lambda answers what it is given', async () => {
    const [given, answered] = [join(folder, 'event.json'), join(folder, 'answer.json')];
    const data = Buffer.from('no sale').toString('base64');
    const records = [{ recordId: '1', approximateArrivalTimestamp: 0, data }];
    await writeFile(given, JSON.stringify({ invocationId: 'i', deliveryStreamArn: 'a', region: 'us-east-1', records }));
    const invocation = ['lambda', 'invoke', '--function-name', 'sales-transform-dev', '--payload', `fileb://${given}`];
    expect(await aws.json(...invocation, answered)).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(JSON.parse(await readFile(answered, 'utf8'))).toMatchObject({
      records: [{ recordId: '1', result: 'ProcessingFailed', data }],
    });
    const missing = ['lambda', 'invoke', '--function-name', 'none', answered];
    expect((await aws.failure(...missing)).stderr).toContain('(ResourceNotFoundException)');
  });

  it('Logs have the lines of the function', async () => {
    const { events } = await eventually(
      () =>
        aws.json<{ events: { message: string }[] }>(
          ...['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/sales-transform-dev'],
          ...['--filter-pattern', 'START', '--max-items', '5'],
        ),
      (answer) => answer.events.length > 0,
    );
    expect(events[0]?.message).toMatch(/^START RequestId: /);
    expect((await aws.failure('logs', 'filter-log-events', '--log-group-name', 'none')).stderr).toContain(
      '(ResourceNotFoundException) when calling the FilterLogEvents operation: The specified log group does not exist.',
    );
  });

  it('CloudWatch counts what came into the stream', async () => {
    const MetricStat = {
      Metric: {
        Namespace: 'AWS/Kinesis',
        MetricName: 'IncomingRecords',
        Dimensions: [{ Name: 'StreamName', Value: 'sales-changes-dev' }],
      },
      Period: 3600,
      Stat: 'Sum',
    };
    const hour = 3_600_000;
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
    const { MetricDataResults } = await eventually(
      () =>
        aws.json<{ MetricDataResults: { Values: number[] }[] }>(
          ...['cloudwatch', 'get-metric-data', '--start-time', at(-2 * hour), '--end-time', at(hour)],
          ...['--metric-data-queries', JSON.stringify([{ Id: 'q', MetricStat }])],
        ),
      ({ MetricDataResults: [result] }) => (result?.Values.length ?? 0) > 0,
    );
    expect(MetricDataResults[0]?.Values[0]).toBeGreaterThan(0);
    const odd = [{ Id: 'q', MetricStat: { ...MetricStat, Period: 90 } }];
    const range = ['--start-time', at(-hour), '--end-time', at(hour)];
    expect(
      await aws.failure('cloudwatch', 'get-metric-data', ...range, '--metric-data-queries', JSON.stringify(odd)),
    ).toMatchObject({
      code: aws.refused,
      stderr: expect.stringMatching(/\(InvalidParameterValue\w*\) when calling the GetMetricData operation/) as string,
    });
  });

  it('SQS hands over a message until it is deleted', async () => {
    // The first of all queues would be one that the run itself reads.
    const { QueueUrls } = await aws.json<{ QueueUrls: string[] }>(
      'sqs',
      'list-queues',
      ...['--queue-name-prefix', 'sales-changes-dead-letters'],
    );
    const queue = ['--queue-url', QueueUrls[0] ?? ''];
    await aws.text('sqs', 'send-message', ...queue, '--message-body', 'a <dead> letter & more');
    const { Messages } = await aws.json<{ Messages: { Body: string; ReceiptHandle: string }[] }>(
      ...['sqs', 'receive-message', ...queue, '--attribute-names', 'All', '--wait-time-seconds', '1'],
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['a <dead> letter & more']);
    await aws.text('sqs', 'delete-message', ...queue, '--receipt-handle', Messages[0]?.ReceiptHandle ?? '');
    expect(await aws.failure('sqs', 'get-queue-url', '--queue-name', 'none')).toMatchObject({
      code: aws.refused,
      stderr: expect.stringMatching(/NonExistentQueue|QueueDoesNotExist/) as string,
    });
  });

  it('the crawler finds the table of the lake', async () => {
    const lake = `s3://sales-lake-dev-${ACCOUNT}-us-east-1/sales/`;
    await eventually(
      () => aws.text('s3', 'ls', '--recursive', lake).catch(() => ''),
      (listed) => listed !== '',
    );
    await aws.text('glue', 'start-crawler', '--name', CRAWLER);
    const again = await aws.text('glue', 'start-crawler', '--name', CRAWLER).catch((error: unknown) => error);
    if (typeof again !== 'string') expect(String(again)).toContain('(CrawlerRunningException)');
    await eventually(
      () => aws.json<{ Crawler: { State: string } }>('glue', 'get-crawler', '--name', CRAWLER),
      ({ Crawler }) => Crawler.State === 'READY',
    );
    const { Table } = await aws.json<{ Table: { Parameters: object } }>(
      ...['glue', 'get-table', '--database-name', 'sales_cdc_dev', '--name', 'crawled_sales'],
    );
    expect(Table.Parameters).toMatchObject({ classification: 'json' });
    expect((await aws.failure('glue', 'start-crawler', '--name', 'none')).stderr).toContain(
      '(EntityNotFoundException)',
    );
  });

  it('Athena says why it does not answer', async () => {
    const { QueryExecutionId } = await aws.json<{ QueryExecutionId: string }>(
      ...['athena', 'start-query-execution', '--query-string', 'SELECT x FROM none', '--work-group', 'sales-cdc-dev'],
      ...['--query-execution-context', 'Database=sales_cdc_dev'],
    );
    const id = ['--query-execution-id', QueryExecutionId];
    const { QueryExecution } = await eventually(
      () =>
        aws.json<{ QueryExecution: { Status: { State: string; StateChangeReason?: string } } }>(
          ...['athena', 'get-query-execution', ...id],
        ),
      (answer) => answer.QueryExecution.Status.State === 'FAILED',
    );
    expect(QueryExecution.Status.StateChangeReason).toContain('TABLE_NOT_FOUND');
    expect(await aws.failure('athena', 'get-query-results', ...id)).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining('(InvalidRequestException) when calling the GetQueryResults operation') as string,
    });
  });

  it('a bucket tells how it was configured', async () => {
    const bucket = ['--bucket', `sales-lake-dev-${ACCOUNT}-us-east-1`];
    const { ServerSideEncryptionConfiguration } = await aws.json<{ ServerSideEncryptionConfiguration: object }>(
      ...['s3api', 'get-bucket-encryption', ...bucket],
    );
    expect(ServerSideEncryptionConfiguration).toMatchObject({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
    const { Policy } = await aws.json<{ Policy: string }>('s3api', 'get-bucket-policy', ...bucket);
    expect(JSON.parse(Policy)).toMatchObject({ Version: '2012-10-17' });
    expect(await aws.failure('s3api', 'get-bucket-cors', ...bucket)).toMatchObject({
      code: aws.refused,
      stderr: expect.stringContaining('(NotImplemented)') as string,
    });
  });
});
