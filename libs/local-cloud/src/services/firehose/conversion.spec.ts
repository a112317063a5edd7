import { AwsError } from '@sales-cdc/aws-wire';
import { DuckDBInstance } from '@duckdb/node-api';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeliveryStreamFixture, SHARD } from './testing/delivery-stream-fixture.js';
import { passOn } from './testing/in-memory-neighbours.js';

const DataFormatConversionConfiguration = {
  Enabled: true,
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { ColumnToJsonKeyMappings: { at: 'timestamp' } } } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
  SchemaConfiguration: { RoleARN: 'arn:aws:iam::0:role/g', DatabaseName: 'sales', TableName: 'changes' },
};
const converted = {
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  CompressionFormat: 'UNCOMPRESSED',
  DataFormatConversionConfiguration,
};

let fixture: DeliveryStreamFixture;
beforeEach(async () => {
  fixture = await DeliveryStreamFixture.create(converted);
  fixture.neighbours.glue.columns = { id: 'string', price: 'decimal(18,4)', at: 'timestamp', note: 'string' };
});
afterEach(() => fixture[Symbol.asyncDispose]());

const deliver = async (...records: readonly string[]): Promise<void> => {
  for (const record of records) fixture.neighbours.kinesis.put(SHARD, record);
  await fixture.poll();
  fixture.clock.advance(60_000);
  await fixture.poll();
};

/** The rows of every object under the data prefix. */
const rows = async (): Promise<unknown[]> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const found: unknown[] = [];
  for (const key of fixture.keys('sales/')) {
    const path = join(fixture.context.dataDirectory, 'read.parquet');
    await writeFile(path, fixture.neighbours.s3.objects.get(key)?.Body ?? '');
    found.push(...(await connection.runAndReadAll(`SELECT * FROM '${path}'`)).getRowsJson());
  }
  connection.closeSync();
  instance.closeSync();
  return found;
};

describe('a delivery stream that converts its records to Parquet', () => {
  it('writes rows by the columns of the table, whatever the case of their keys, several from one record', async () => {
    await deliver(
      '{"ID":"a","Price":1.50005,"timestamp":"2026-11-23T01:02:03Z","unknown":1}\n',
      '{"id":"b","price":"2"}{"id":"c","timestamp":1795395723.25,"note":{"Who":1.10}}',
    );
    expect(fixture.keys('sales/')).toEqual([expect.stringMatching(/^sales\/dt=2026-11-23\/delivery-1-.*\.parquet$/)]);
    expect(await rows()).toEqual([
      ['a', '1.5001', '2026-11-23 01:02:03', null],
      ['b', '2.0000', null, null],
      ['c', null, '2026-11-23 01:02:03.25', '{"who":1.10}'],
    ]);
    expect(await fixture.pending()).toBe(0);
  });

  it.each([
    ['not json', 'ParseError', 'Encountered malformed JSON.'],
    ['{"id":}', 'ParseError', 'Encountered malformed JSON.'],
    [`{"id":${'['.repeat(300_000)}${']'.repeat(300_000)}}`, 'ParseError', 'Encountered malformed JSON.'],
    [' \n', 'MalformedData', 'The record was empty or contained only whitespace.'],
    [
      '42',
      'MalformedData',
      'The input JSON contained a primitive at the top level. The top level must be an object or array.',
    ],
    ['[{"id":"a"}]', 'MalformedData', 'Data does not match the schema.'],
    ['{"price":"oops"}', 'MalformedData', 'Data does not match the schema. For input string: "oops"'],
    [
      '{"price":123456789012345}',
      'MalformedData',
      'Data does not match the schema. For input string: "123456789012345"',
    ],
    [
      '{"timestamp":"2026-02-30 00:00:00"}',
      'MalformedData',
      'Data does not match the schema. For input string: "2026-02-30 00:00:00"',
    ],
  ])('sends %.40s to the error output with %s', async (record, code, message) => {
    const sequenceNumber = fixture.neighbours.kinesis.put(SHARD, record);
    await deliver('{"id":"good"}');
    expect(await rows()).toEqual([['good', null, null, null]]);
    const [key] = fixture.keys('errors/');
    expect(key).toMatch(/^errors\/format-conversion-failed\/delivery-1-[^.]*$/);
    const [line] = fixture.errors();
    expect(line).toEqual({
      attemptsMade: 1,
      arrivalTimestamp: expect.any(Number) as number,
      lastErrorCode: `DataFormatConversion.${code}`,
      lastErrorMessage: message,
      attemptEndingTimestamp: expect.any(Number) as number,
      rawData: Buffer.from(record).toString('base64'),
      sequenceNumber,
      subSequenceNumber: 0,
      dataCatalogTable: {
        catalogId: '000000000000',
        databaseName: 'sales',
        tableName: 'changes',
        region: 'us-east-1',
        versionId: 'LATEST',
      },
    });
    expect(await fixture.pending()).toBe(0);
  });

  it.each([
    ['EntityNotFoundException', 'DataFormatConversion.EntityNotFound'],
    ['AccessDeniedException', 'DataFormatConversion.AccessDenied'],
  ])('fails its records while Glue answers %s, and converts again when it does not', async (thrown, lastErrorCode) => {
    fixture.neighbours.glue.error = new AwsError(thrown, 'no');
    await deliver('{"id":"a"}');
    expect(fixture.errors()).toMatchObject([{ lastErrorCode }]);
    fixture.neighbours.glue.error = undefined;
    await deliver('{"id":"b"}');
    expect(await rows()).toEqual([['b', null, null, null]]);
  });

  it('tells the log group of the delivery stream why, once for each cause in a batch', async () => {
    const log = { Enabled: true, LogGroupName: '/firehose', LogStreamName: 'delivery' };
    await fixture.restart({ ...converted, CloudWatchLoggingOptions: log });
    await deliver('{', '{', '7', '{"id":"good"}');
    const codes = fixture.neighbours.logged.flatMap(({ events }) =>
      events.map(({ message }) => (JSON.parse(message) as { readonly errorCode: string }).errorCode),
    );
    expect(codes).toEqual(['DataFormatConversion.ParseError', 'DataFormatConversion.MalformedData']);
  });

  it('takes up a new version of the table within a minute, in an object of its own', async () => {
    fixture.neighbours.lambda.answer = passOn;
    fixture.neighbours.kinesis.put(SHARD, '{"id":"old","channel":"web"}');
    await fixture.poll();
    fixture.neighbours.glue.columns = { id: 'string', channel: 'string' };
    await deliver();
    await deliver('{"id":"new","channel":"web"}');
    expect(await rows()).toEqual([
      ['old', null, null, null],
      ['new', 'web'],
    ]);
  });

  it('fails every record while the table has a column that JSON cannot fill', async () => {
    fixture.neighbours.glue.columns = { id: 'string', picture: 'binary' };
    await deliver('{"id":"a"}');
    expect(fixture.errors()).toMatchObject([
      {
        lastErrorCode: 'DataFormatConversion.InvalidSchema',
        lastErrorMessage: 'The schema is invalid. The column picture has the type binary.',
      },
    ]);
  });

  it('keeps what it could not write for the next round', async () => {
    const work = join(fixture.context.dataDirectory, 'firehose', 'delivery', 'work');
    await writeFile(work, 'a file where a folder should be');
    await expect(deliver('{"id":"a"}')).rejects.toThrow();
    await rm(work);
    await fixture.poll();
    expect(await rows()).toEqual([['a', null, null, null]]);
    expect(await fixture.pending()).toBe(0);
  });
});
