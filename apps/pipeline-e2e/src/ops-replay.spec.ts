import { AthenaClient } from '@aws-sdk/client-athena';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { currentSalesQuery } from '@sales-cdc/lake-table';
import { clientConfig, eventually, query } from './clients.js';
import { LocalRun, summaryOf } from './local-run.js';
import { ops } from './ops-run.js';
import { saleItemOf } from './sale-item.js';

describe('ops replay fills a new table by the codec of today', () => {
  let run: LocalRun;
  let endpoint: string;
  let dynamodb: DynamoDBClient;
  let athena: AthenaClient;
  const begun = new Date(Date.now() - 60_000).toISOString();

  beforeAll(async () => {
    ({ run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10'));
    const config = clientConfig(endpoint);
    dynamodb = new DynamoDBClient(config);
    athena = new AthenaClient(config);
    for (const id of ['a', 'b', 'c']) await put(id);
    await put('b', { quantity: { N: '7' }, version: { N: '2' }, colour: { S: 'red' } });
    await put('poison', { quantity: { S: 'three' } });
    await dynamodb.send(new DeleteItemCommand({ TableName: 'sales-dev', Key: { sale_id: { S: 'c' } } }));
    await eventually(
      () => query(athena, 'SELECT op FROM p1_kinesis_firehose_destination'),
      (rows) => rows.length === 6,
    );
  });
  afterAll(async () => {
    for (const client of [dynamodb, athena]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const put = (saleId: string, change = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item: saleItemOf(saleId, change) }));
  const replay = async (...args: readonly string[]) => {
    const ended = await ops(endpoint, 'replay', '--json', ...args);
    return { ...ended, result: ended.stdout === '' ? {} : summaryOf(ended) };
  };
  /** All but the moment of processing, which is the replay's. */
  const changesIn = async (table: string) =>
    (
      await query(
        athena,
        `SELECT op, event_id, sequence_number, committed_at, sale_id, quantity, unit_price, total_amount, creation_datetime,
         before.quantity, before.total_amount, unrecognised FROM ${table} ORDER BY sequence_number`,
      )
    ).slice(1);

  it('from the stream: every record that it has, and the reason of what is no sale', async () => {
    const dry = await replay('--into', 'from_stream', '--since', begun, '--dry-run');
    expect(dry.result).toMatchObject({ read: 6, rows: 5, objects: 0, rejected: 1 });
    const { code, result, stderr } = await replay('--into', 'from_stream', '--since', begun);
    expect({ code, result }).toMatchObject({ code: 1, result: { read: 6, rows: 5, rejected: 1 } });
    expect(stderr).toMatch(/quantity: must be of DynamoDB's type N/);
    expect(await changesIn('from_stream')).toEqual(await changesIn('p1_kinesis_firehose_destination'));
  });

  it('from the lake: every row of the days, and views over it answer the same', async () => {
    const { code, result } = await replay('--into', 'from_lake', '--days', 'all');
    expect({ code, result }).toMatchObject({
      code: 0,
      result: { read: 5, rows: 5, rejected: 0, unfilled: {}, dropped: {}, withoutBefore: 0 },
    });
    expect(await changesIn('from_lake')).toEqual(await changesIn('p1_kinesis_firehose_destination'));
    const ids = async (sql: string) =>
      (await query(athena, `SELECT sale_id, quantity FROM (${sql}) ORDER BY 1`)).slice(1);
    expect(await ids(currentSalesQuery({ table: 'from_lake' }))).toEqual(await ids('SELECT * FROM sales_current'));
  });

  it.each([
    ['a table that is there', ['--into', 'sales_current', '--days', 'all'], /sales_current is there already/],
    ['a moment that the stream has dropped', ['--into', 'x', '--since', '2020-01-01T00:00Z'], /keeps 24 hours/],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, stderr } = await replay(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
