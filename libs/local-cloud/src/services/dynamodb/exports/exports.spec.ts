import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { WireObject } from '../dynalite-engine.js';
import type { DynamoDbPorts } from '../ports.js';
import { DynamoDbFixture } from '../testing/dynamodb-fixture.js';

const TableName = 'sales';
const TableArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales';

let fixture: DynamoDbFixture;
let objects: Map<string, Buffer>;
/** Called with each key before it is written. */
let onPut: (key: string) => void | Promise<void>;

const s3: DynamoDbPorts['s3'] = {
  PutObject: async ({ Bucket = '', Key = '', Body }) => {
    await onPut(Key);
    const bytes = Buffer.from(Body as Uint8Array);
    objects.set(`${Bucket}/${Key}`, bytes);
    return { ETag: `"${createHash('md5').update(bytes).digest('hex')}"` };
  },
};

beforeEach(async () => {
  objects = new Map();
  onPut = () => undefined;
  fixture = await DynamoDbFixture.open({}, {}, { s3 });
  await fixture.createTable();
  await enable(true);
});
afterEach(() => fixture[Symbol.asyncDispose]());

const enable = (PointInTimeRecoveryEnabled: boolean, more: object = {}): Promise<WireObject> =>
  fixture.api.UpdateContinuousBackups({
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, ...more },
  });
const descriptionIn = ({ ExportDescription }: WireObject): WireObject => ExportDescription as WireObject;
const start = async (more: object = {}): Promise<WireObject> =>
  descriptionIn(await fixture.api.ExportTableToPointInTime({ TableArn, S3Bucket: 'lake', ...more }));
const finish = async ({ ExportArn }: WireObject): Promise<WireObject> => {
  await fixture.dynamoDb.whenExported();
  return descriptionIn(await fixture.api.DescribeExport({ ExportArn }));
};
const textOf = (key: string): string => objects.get(`lake/${key}`)?.toString() ?? '';
const json = (key: string): WireObject => JSON.parse(textOf(key)) as WireObject;

describe('an export of a table', () => {
  it('has the items, a line each, and the manifests that lead to them', async () => {
    for (const id of ['a', 'b', 'c']) await fixture.put(id, { n: { N: '1.5' } });
    const begun = await start({ S3Prefix: 'backfill' });
    expect(begun).toMatchObject({ ExportStatus: 'IN_PROGRESS', TableArn, S3Bucket: 'lake', S3Prefix: 'backfill' });
    const done = await finish(begun);
    expect(done).toMatchObject({
      ExportStatus: 'COMPLETED',
      ItemCount: 3,
      ExportFormat: 'DYNAMODB_JSON',
      ExportType: 'FULL_EXPORT',
      ExportTime: fixture.clock.now() / 1000,
    });
    const id = String(done.ExportArn).split('/').at(-1) ?? '';
    expect(done.ExportManifest).toBe(`backfill/AWSDynamoDB/${id}/manifest-summary.json`);
    expect(objects.has(`lake/backfill/AWSDynamoDB/${id}/_started`)).toBe(true);
    const summary = json(String(done.ExportManifest));
    expect(summary).toMatchObject({
      version: '2020-06-30',
      exportArn: done.ExportArn,
      tableArn: TableArn,
      itemCount: 3,
      exportTime: '2026-11-23T12:00:00.000Z',
      manifestFilesS3Key: `backfill/AWSDynamoDB/${id}/manifest-files.json`,
      outputFormat: 'DYNAMODB_JSON',
    });
    const file = json(String(summary.manifestFilesS3Key));
    const packed = objects.get(`lake/${String(file.dataFileS3Key)}`) ?? Buffer.alloc(0);
    expect(file).toMatchObject({ itemCount: 3, md5Checksum: createHash('md5').update(packed).digest('base64') });
    const lines = gunzipSync(packed).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      expect.arrayContaining(['a', 'b', 'c'].map((one) => ({ Item: { id: { S: one }, n: { N: '1.5' } } }))),
    );
    expect(textOf(`backfill/AWSDynamoDB/${id}/manifest-files.checksum`)).toBe(
      createHash('md5')
        .update(textOf(String(summary.manifestFilesS3Key)))
        .digest('base64'),
    );
  });

  it('holds the table as it was when it began, whatever is written meanwhile', async () => {
    await fixture.put('before');
    onPut = async (key) => {
      if (key.endsWith('_started')) await fixture.put('after');
    };
    expect(await finish(await start())).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 1 });
  });

  it('of an empty table has one empty file', async () => {
    const done = await finish(await start());
    const file = json(String(json(String(done.ExportManifest)).manifestFilesS3Key));
    expect(file.itemCount).toBe(0);
    expect(gunzipSync(objects.get(`lake/${String(file.dataFileS3Key)}`) ?? Buffer.alloc(0)).length).toBe(0);
  });

  it('says why it failed', async () => {
    onPut = () => {
      throw new Error('The specified bucket does not exist');
    };
    expect(await finish(await start())).toMatchObject({
      ExportStatus: 'FAILED',
      FailureMessage: 'The specified bucket does not exist',
    });
  });

  it('is begun once for one client token, whose other requests are refused', async () => {
    const first = await start({ ClientToken: 't' });
    expect((await start({ ClientToken: 't' })).ExportArn).toBe(first.ExportArn);
    await expect(start({ ClientToken: 't', S3Prefix: 'other' })).rejects.toMatchObject({
      code: 'ExportConflictException',
    });
    expect((await start({ ClientToken: 'u' })).ExportArn).not.toBe(first.ExportArn);
  });

  it('is listed by table and in pages, also after a restart', async () => {
    const arns = [];
    for (let count = 0; count < 3; count += 1) arns.push((await start()).ExportArn);
    await fixture.dynamoDb.whenExported();
    await fixture.reopen();
    const first = await fixture.api.ListExports({ TableArn, MaxResults: 2 });
    const second = await fixture.api.ListExports({ TableArn, NextToken: first.NextToken });
    const listed = [first, second].flatMap(({ ExportSummaries }) => ExportSummaries as readonly WireObject[]);
    expect(listed.map(({ ExportArn }) => ExportArn)).toEqual([...arns].sort());
    expect(listed.every(({ ExportStatus }) => ExportStatus === 'COMPLETED')).toBe(true);
    expect(second).not.toHaveProperty('NextToken');
    expect(await fixture.api.ListExports({ TableArn: `${TableArn}2` })).toEqual({ ExportSummaries: [] });
  });

  it.each([
    [{ ExportTime: 1 }, 'InvalidExportTimeException'],
    [{ ExportFormat: 'ION' }, 'ValidationException'],
    [{ ExportType: 'INCREMENTAL_EXPORT' }, 'ValidationException'],
    [{ S3SseAlgorithm: 'KMS' }, 'ValidationException'],
    [{ IncrementalExportSpecification: {} }, 'ValidationException'],
    [{ S3Bucket: null }, 'ValidationException'],
    [{ TableArn: `${TableArn}2` }, 'TableNotFoundException'],
  ])('is not begun with %j', async (more, code) => {
    await expect(start(more)).rejects.toMatchObject({ code });
  });

  it('wants point-in-time recovery, and is found by its ARN', async () => {
    await enable(false);
    await expect(start()).rejects.toMatchObject({ code: 'PointInTimeRecoveryUnavailableException' });
    await expect(fixture.api.DescribeExport({ ExportArn: `${TableArn}/export/1` })).rejects.toMatchObject({
      code: 'ExportNotFoundException',
    });
  });
});

describe('point-in-time recovery', () => {
  const recovery = async (): Promise<WireObject> =>
    (
      (await fixture.api.DescribeContinuousBackups({ TableName })) as {
        ContinuousBackupsDescription: { PointInTimeRecoveryDescription: WireObject };
      }
    ).ContinuousBackupsDescription.PointInTimeRecoveryDescription;

  it('is described as it was set, also after a restart', async () => {
    const enabledAt = fixture.clock.now() / 1000;
    fixture.clock.advance(60 * 60 * 1000);
    await enable(true, { RecoveryPeriodInDays: 7 });
    await fixture.reopen();
    expect(await recovery()).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 7,
      EarliestRestorableDateTime: enabledAt,
      LatestRestorableDateTime: enabledAt + 55 * 60,
    });
    await enable(false);
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  it('goes with its table', async () => {
    await fixture.api.DeleteTable({ TableName });
    await fixture.createTable();
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  it.each([{}, { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 }])('is not set to %j', async (to) => {
    await expect(
      fixture.api.UpdateContinuousBackups({ TableName, PointInTimeRecoverySpecification: to }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
  });
});
