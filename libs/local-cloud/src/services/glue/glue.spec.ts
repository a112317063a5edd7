import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { checkProperties } from '../../core/property-rules.js';
import type { Provisioned } from '../../core/provisioner.js';
import { createS3 } from '../s3/index.js';
import { createGlue, type GlueService } from './index.js';

const TABLE = {
  Name: 'Orders',
  TableType: 'EXTERNAL_TABLE',
  PartitionKeys: [{ Name: 'DT', Type: 'string' }],
  StorageDescriptor: { Columns: [{ Name: 'Id', Type: 'string' }], Location: 's3://lake/orders/' },
};

/** As Athena writes one: the text is opaque to the catalog, and its case matters. */
const VIEW = {
  Name: 'Orders_Current',
  TableType: 'VIRTUAL_VIEW',
  ViewOriginalText: '/* Presto View: eyJvcmlnaW5hbFNxbCI6IlNFTEVDVCAxIn0= */',
  ViewExpandedText: '/* Presto View */',
  Parameters: { presto_view: 'true', comment: 'Presto View' },
  StorageDescriptor: { Columns: [{ Name: 'Id', Type: 'string' }] },
};

describe('Glue', () => {
  let directory: string;
  let clock: ManualClock;
  let glue: GlueService;

  const open = (): GlueService => {
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: directory,
      disk: systemDisk,
      clock,
      observer: {},
      limits: 'aws',
      random: () => 0.5,
    };
    return createGlue(context, { s3: createS3(context).api });
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'glue-'));
    clock = new ManualClock();
    glue = open();
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'Shop', Description: 'all of it' } });
  });

  afterEach(() => rm(directory, { recursive: true }));

  it.each(['__proto__', 'constructor', 'tostring'])('takes %s for a name like any other', async (name) => {
    await expect(glue.api.GetDatabase({ Name: name })).rejects.toMatchObject({ code: 'EntityNotFoundException' });
    await expect(glue.api.GetTable({ DatabaseName: 'shop', Name: name })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
    });
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Name: name } });
    const { Table } = await glue.api.GetTable({ DatabaseName: 'shop', Name: name });
    expect(Table?.Name).toBe(name);
  });

  const provision = async (type: string, properties: Record<string, unknown>): Promise<Provisioned | undefined> =>
    glue.provisioners
      .find((one) => one.type === type)
      ?.provision({ stackName: 'stack', logicalId: 'Thing', type, properties });

  it('keeps databases, tables and partitions over a restart, names in lower case', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    await glue.api.CreatePartition({
      DatabaseName: 'shop',
      TableName: 'orders',
      PartitionInput: { Values: ['2026-11-23'] },
    });
    glue = open();
    expect((await glue.api.GetDatabase({ Name: 'SHOP' })).Database).toMatchObject({
      Name: 'shop',
      Description: 'all of it',
    });
    expect((await glue.api.GetTable({ DatabaseName: 'shop', Name: 'ORDERS' })).Table).toMatchObject({
      Name: 'orders',
      DatabaseName: 'shop',
      VersionId: '0',
      PartitionKeys: [{ Name: 'dt', Type: 'string' }],
      StorageDescriptor: { Columns: [{ Name: 'id', Type: 'string' }] },
    });
    const { Partitions } = await glue.api.GetPartitions({ DatabaseName: 'shop', TableName: 'orders' });
    expect(Partitions?.map(({ Values }) => Values)).toEqual([['2026-11-23']]);
  });

  it('says what is missing or there already in the words of Glue', async () => {
    await expect(glue.api.GetDatabase({ Name: 'gone' })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
      message: 'Database gone not found.',
    });
    await expect(glue.api.GetTable({ DatabaseName: 'shop', Name: 'gone' })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
      message: 'Entity Not Found',
    });
    await expect(glue.api.CreateDatabase({ DatabaseInput: { Name: 'shop' } })).rejects.toMatchObject({
      code: 'AlreadyExistsException',
    });
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    await expect(glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE })).rejects.toMatchObject({
      code: 'AlreadyExistsException',
    });
  });

  it('goes on after a change that was refused', async () => {
    const results = await Promise.allSettled([
      glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE }),
      glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE }),
      glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Name: 'other' } }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await glue.api.GetTables({ DatabaseName: 'shop', Expression: 'o.*' })).TableList).toHaveLength(2);
  });

  it('updates a table, counts the versions and keeps the partitions', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    await glue.api.CreatePartition({ DatabaseName: 'shop', TableName: 'orders', PartitionInput: { Values: ['1'] } });
    clock.advance(1000);
    await glue.api.UpdateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Description: 'new' } });
    const { Table } = await glue.api.GetTable({ DatabaseName: 'shop', Name: 'orders' });
    expect(Table).toMatchObject({ Description: 'new', VersionId: '1', UpdateTime: new Date(clock.now()) });
    expect((await glue.api.GetPartitions({ DatabaseName: 'shop', TableName: 'orders' })).Partitions).toHaveLength(1);
  });

  it('keeps former versions of a table until they are deleted', async () => {
    const place = { DatabaseName: 'shop', TableName: 'orders' };
    const update = (Description: string, more: object = {}): Promise<unknown> =>
      glue.api.UpdateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Description }, ...more });
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Description: 'zero' } });
    await update('one');
    await update('two', { SkipArchive: true });
    glue = open();
    const { TableVersions } = await glue.api.GetTableVersions(place);
    expect(TableVersions?.map(({ VersionId, Table }) => [VersionId, Table?.Description])).toEqual([
      ['2', 'two'],
      ['0', 'zero'],
    ]);
    expect((await glue.api.GetTableVersion({ ...place, VersionId: '0' })).TableVersion?.Table?.Description).toBe(
      'zero',
    );
    expect((await glue.api.GetTableVersion(place)).TableVersion?.VersionId).toBe('2');
    await glue.api.DeleteTableVersion({ ...place, VersionId: '0' });
    for (const VersionId of ['0', '7'])
      await expect(glue.api.GetTableVersion({ ...place, VersionId })).rejects.toMatchObject({
        code: 'EntityNotFoundException',
      });
    await expect(glue.api.DeleteTableVersion({ ...place, VersionId: '2' })).rejects.toMatchObject({
      code: 'InvalidInputException',
    });
    await expect(update('three', { VersionId: '1' })).rejects.toMatchObject({
      code: 'ConcurrentModificationException',
    });
  });

  it('updates a database and keeps its tables', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    await glue.api.UpdateDatabase({ Name: 'shop', DatabaseInput: { Name: 'Shop', Description: 'less' } });
    expect((await glue.api.GetDatabase({ Name: 'shop' })).Database?.Description).toBe('less');
    expect((await glue.api.GetTables({ DatabaseName: 'shop' })).TableList).toHaveLength(1);
    const renamed = glue.api.UpdateDatabase({ Name: 'shop', DatabaseInput: { Name: 'other' } });
    await expect(renamed).rejects.toMatchObject({ code: 'InvalidInputException' });
  });

  it('deletes tables of a batch and reports those that are not there', async () => {
    for (const Name of ['a', 'b', 'c'])
      await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Name } });
    const { Errors } = await glue.api.BatchDeleteTable({ DatabaseName: 'shop', TablesToDelete: ['A', 'gone', 'c'] });
    expect(Errors?.map(({ TableName }) => TableName)).toEqual(['gone']);
    const { TableList } = await glue.api.GetTables({ DatabaseName: 'shop' });
    expect(TableList?.map(({ Name }) => Name)).toEqual(['b']);
  });

  it('keeps a view and its texts exactly, from a caller and from a template', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: VIEW });
    await provision('AWS::Glue::Table', { DatabaseName: 'shop', TableInput: { ...VIEW, Name: 'from_template' } });
    glue = open();
    for (const Name of ['orders_current', 'from_template'])
      expect((await glue.api.GetTable({ DatabaseName: 'shop', Name })).Table).toMatchObject({
        ...VIEW,
        Name,
        StorageDescriptor: { Columns: [{ Name: 'id', Type: 'string' }] },
      });
    const rules = glue.provisioners.find(({ type }) => type === 'AWS::Glue::Table')?.properties ?? {};
    expect(checkProperties({ DatabaseName: 'shop', TableInput: VIEW }, rules).refused).toEqual([]);
  });

  it('reports which partitions of a batch it could not create', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    const { Errors } = await glue.api.BatchCreatePartition({
      DatabaseName: 'shop',
      TableName: 'orders',
      PartitionInputList: [{ Values: ['1'] }, { Values: ['1'] }, { Values: ['2', '3'] }, { Values: ['2'] }],
    });
    expect(Errors?.map(({ ErrorDetail }) => ErrorDetail?.ErrorCode)).toEqual([
      'AlreadyExistsException',
      'InvalidInputException',
    ]);
    expect((await glue.api.GetPartitions({ DatabaseName: 'shop', TableName: 'orders' })).Partitions).toHaveLength(2);
  });

  it('pages through tables', async () => {
    for (const Name of ['a', 'b', 'c'])
      await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: { ...TABLE, Name } });
    const first = await glue.api.GetTables({ DatabaseName: 'shop', MaxResults: 2 });
    const second = await glue.api.GetTables({ DatabaseName: 'shop', MaxResults: 2, NextToken: first.NextToken });
    expect([first, second].map(({ TableList }) => TableList?.map(({ Name }) => Name))).toEqual([['a', 'b'], ['c']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('deletes a table, and a database with its tables', async () => {
    await glue.api.CreateTable({ DatabaseName: 'shop', TableInput: TABLE });
    await glue.api.DeleteTable({ DatabaseName: 'shop', Name: 'orders' });
    await expect(glue.api.DeleteTable({ DatabaseName: 'shop', Name: 'orders' })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
    });
    await glue.api.DeleteDatabase({ Name: 'shop' });
    expect((await glue.api.GetDatabases({})).DatabaseList).toEqual([]);
  });

  it('takes a table from a template and follows it when its columns change, and only then', async () => {
    const table = (Columns: object[]): Record<string, unknown> => ({
      CatalogId: '000000000000',
      DatabaseName: 'lake',
      TableInput: { ...TABLE, StorageDescriptor: { ...TABLE.StorageDescriptor, Columns } },
    });
    expect(
      await provision('AWS::Glue::Database', { CatalogId: '000000000000', DatabaseInput: { Name: 'lake' } }),
    ).toEqual({ physicalId: 'lake' });
    expect(await provision('AWS::Glue::Table', table([{ Name: 'id', Type: 'string' }]))).toEqual({
      physicalId: 'orders',
    });
    glue = open();
    await provision('AWS::Glue::Database', { DatabaseInput: { Name: 'lake' } });
    await provision('AWS::Glue::Table', table([{ Name: 'id', Type: 'string' }]));
    expect((await glue.api.GetTable({ DatabaseName: 'lake', Name: 'orders' })).Table?.VersionId).toBe('0');
    await provision('AWS::Glue::Table', table([{ Name: 'id', Type: 'bigint' }]));
    expect((await glue.api.GetTable({ DatabaseName: 'lake', Name: 'orders' })).Table).toMatchObject({
      VersionId: '1',
      StorageDescriptor: { Columns: [{ Name: 'id', Type: 'bigint' }] },
    });
  });

  it('removes what a template made, in whatever order', async () => {
    const remove = (type: string, physicalId: string) =>
      glue.provisioners
        .find((one) => one.type === type)
        ?.remove?.(physicalId, { stackName: 'stack', logicalId: 'Thing', type, properties: { DatabaseName: 'lake' } });
    await provision('AWS::Glue::Database', { DatabaseInput: { Name: 'lake' } });
    await provision('AWS::Glue::Table', { DatabaseName: 'lake', TableInput: TABLE });
    for (let time = 0; time < 2; time += 1) await remove('AWS::Glue::Table', 'orders');
    await expect(glue.api.GetTable({ DatabaseName: 'lake', Name: 'orders' })).rejects.toThrow('Entity Not Found');
    for (let time = 0; time < 2; time += 1) await remove('AWS::Glue::Database', 'lake');
    await remove('AWS::Glue::Table', 'orders');
    await expect(glue.api.GetDatabase({ Name: 'lake' })).rejects.toMatchObject({ code: 'EntityNotFoundException' });
  });

  it('refuses a type of table that is not there before anything is created', () => {
    const rules = glue.provisioners.find(({ type }) => type === 'AWS::Glue::Table')?.properties ?? {};
    const { refused } = checkProperties({ TableInput: { TableType: 'GOVERNED', ViewOriginalText: 'x' } }, rules);
    expect(refused).toHaveLength(1);
  });
});
