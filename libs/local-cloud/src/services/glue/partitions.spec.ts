import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testContext } from '../../core/test-context.js';
import { createS3 } from '../s3/index.js';
import { createGlue, type GlueService } from './index.js';

const PLACE = { DatabaseName: 'shop', TableName: 'orders' };

describe('partitions of a table', () => {
  let directory: string;
  let glue: GlueService;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'partitions-'));
    const context = testContext(directory);
    glue = createGlue(context, { s3: createS3(context).api });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'shop' } });
    const PartitionKeys = [
      { Name: 'dt', Type: 'string' },
      { Name: 'hour', Type: 'int' },
    ];
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { Name: 'orders', PartitionKeys } });
    await glue.api.BatchCreatePartition({
      ...PLACE,
      PartitionInputList: [
        ['2026-11-21', '9'],
        ['2026-11-22', '10'],
        ['2026-11-23', '11'],
      ].map((Values) => ({
        Values,
        StorageDescriptor: { Columns: [{ Name: 'id', Type: 'string' }], Location: 's3://x/' },
      })),
    });
  });

  afterEach(() => rm(directory, { recursive: true }));

  const hours = async (Expression?: string): Promise<readonly (string | undefined)[]> =>
    ((await glue.api.GetPartitions({ ...PLACE, Expression })).Partitions ?? []).map(({ Values }) => Values?.[1]);

  it('are found by their values, one or many', async () => {
    const { Partition } = await glue.api.GetPartition({ ...PLACE, PartitionValues: ['2026-11-22', '10'] });
    expect(Partition).toMatchObject({ ...PLACE, Values: ['2026-11-22', '10'] });
    await expect(glue.api.GetPartition({ ...PLACE, PartitionValues: ['x', '1'] })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
      message: 'Cannot find partition.',
    });
    const PartitionsToGet = [{ Values: ['2026-11-23', '11'] }, { Values: ['x', '1'] }];
    const batch = await glue.api.BatchGetPartition({ ...PLACE, PartitionsToGet });
    expect(batch.Partitions?.map(({ Values }) => Values)).toEqual([['2026-11-23', '11']]);
  });

  it('change, also their values, and keep their place otherwise', async () => {
    const update = (values: string[], to: string[]): Promise<unknown> =>
      glue.api.UpdatePartition({ ...PLACE, PartitionValueList: values, PartitionInput: { Values: to } });
    await update(['2026-11-22', '10'], ['2026-11-22', '10']);
    expect(await hours()).toEqual(['9', '10', '11']);
    await update(['2026-11-22', '10'], ['2026-11-22', '12']);
    expect(await hours()).toEqual(['9', '11', '12']);
    await expect(update(['2026-11-22', '12'], ['2026-11-23', '11'])).rejects.toMatchObject({
      code: 'AlreadyExistsException',
    });
    await expect(update(['x', '1'], ['y', '2'])).rejects.toMatchObject({ code: 'EntityNotFoundException' });
  });

  it('are deleted, those of a batch each by itself', async () => {
    await glue.api.DeletePartition({ ...PLACE, PartitionValues: ['2026-11-21', '9'] });
    const { Errors } = await glue.api.BatchDeletePartition({
      ...PLACE,
      PartitionsToDelete: [{ Values: ['2026-11-21', '9'] }, { Values: ['2026-11-22', '10'] }],
    });
    expect(Errors?.map(({ ErrorDetail }) => ErrorDetail?.ErrorCode)).toEqual(['EntityNotFoundException']);
    expect(await hours()).toEqual(['11']);
  });

  it('come without their columns when those are not wanted', async () => {
    const { Partitions } = await glue.api.GetPartitions({ ...PLACE, ExcludeColumnSchema: true, MaxResults: 1 });
    expect(Partitions?.[0]?.StorageDescriptor).toEqual({ Columns: [], Location: 's3://x/' });
  });

  it.each([
    ["dt = '2026-11-22'", ['10']],
    ["dt <> '2026-11-22'", ['9', '11']],
    ["DT >= '2026-11-22' AND hour < 11", ['10']],
    ["dt='2026-11-21' or dt='2026-11-23'", ['9', '11']],
    ["dt = '2026-11-21' OR dt = '2026-11-22' AND hour = 10", ['9', '10']],
    ["(dt = '2026-11-21' OR dt = '2026-11-22') AND hour = 10", ['10']],
    ['hour > 9', ['10', '11']],
    ["hour > '9'", ['10', '11']],
    ['hour IN (9, 11)', ['9', '11']],
    ['hour NOT IN (9, 11)', ['10']],
    ["dt BETWEEN '2026-11-22' AND '2026-11-30' AND hour != 11", ['10']],
    ["dt LIKE '2026-11-2_' AND NOT dt LIKE '%1'", ['10', '11']],
    ["dt = 'it''s'", []],
  ])('are chosen by %s', async (expression, expected) => {
    expect(await hours(expression)).toEqual(expected);
  });

  it.each([
    ['colour = 1', "'colour' is not expected"],
    ['dt IS NULL', "'is' is not expected"],
    ["upper(dt) = 'X'", "'upper' is not expected"],
    ['dt = 5', 'write 5 in quotes'],
    ["hour = 'x'", 'x is no whole number'],
    ["hour LIKE '1%'", 'LIKE needs a key that is text'],
    ["dt = 'x' AND", 'the end is not expected'],
    ["dt = 'x' dt", "'dt' is not expected"],
    ["dt ~ 'x'", "cannot be read from '~ 'x'' on"],
  ])('are not chosen by %s', async (expression, reason) => {
    await expect(hours(expression)).rejects.toMatchObject({ code: 'InvalidInputException' });
    await expect(hours(expression)).rejects.toThrow(reason);
  });
});
