import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { attempt, CutShort, type Cut } from '../__fixtures__/cut-short.js';
import { MemoryStore } from '../__fixtures__/memory-store.js';
import { changeOf, itemOf, lineOf, NOW_MS, recordOf } from '../__fixtures__/sales.js';
import { Refusal } from '../refusal.js';
import { replayLake } from './replay-lake.js';
import { replayStream } from './replay-stream.js';
import type { TableCatalog } from './replay-table.js';
import { shardsInOrder } from './shards-in-order.js';
import type { StreamReader } from './stream-reader.js';

class MemoryCatalog implements TableCatalog {
  readonly tables = new Map<string, Parameters<TableCatalog['CreateTable']>[0]['TableInput']>();

  async GetTable({ Name }: { readonly Name: string }): Promise<unknown> {
    if (!this.tables.has(Name)) throw Object.assign(new Error('not found'), { name: 'EntityNotFoundException' });
    return {};
  }

  async CreateTable({ TableInput }: Parameters<TableCatalog['CreateTable']>[0]): Promise<unknown> {
    this.tables.set(TableInput.Name, TableInput);
    return {};
  }
}

interface World {
  readonly store: MemoryStore;
  readonly catalog: MemoryCatalog;
}

const targetOf = ({ store, catalog }: World, cut?: Cut, tableName = 'sales_anew') => {
  const short = new CutShort(cut);
  return {
    store: short.over(store),
    catalog: short.over<TableCatalog>(catalog),
    bucket: 'lake',
    databaseName: 'sales_cdc_dev',
    tableName,
    nowMs: NOW_MS,
  };
};

const idsIn = (store: MemoryStore, prefix: string): readonly string[] =>
  Object.entries(store.lines(prefix))
    .flatMap(([key, lines]) =>
      lines.map(
        (line) =>
          `${key.slice(prefix.length, prefix.length + 14)} ${(JSON.parse(line) as { sale_id: string }).sale_id}`,
      ),
    )
    .sort();

const item = (id: string, day: string) => itemOf(id, { creation_datetime: { S: `${day}T09:00:00Z` } });
const line = (id: string, day: string, position: number) => lineOf(changeOf(recordOf(item(id, day), position)));

const lakeWorld = (): World => {
  const store = new MemoryStore();
  const put = (key: string, ...lines: readonly string[]) => store.objects.set(`sales/${key}`, gzipSync(lines.join('')));
  put('dt=2026-11-20/a.gz', line('s-1', '2026-11-20', 1), line('s-2', '2026-11-19', 2));
  put('dt=2026-11-21/b.gz', line('s-3', '2026-11-21', 3), 'no JSON\n');
  put('dt=2026-11-22/c.gz', line('s-4', '2026-11-22', 4));
  return { store, catalog: new MemoryCatalog() };
};

describe('A replay of the lake', () => {
  it('makes a table of all rows by the codec of today, each in the partition of its own day', async () => {
    const world = lakeWorld();
    expect(await replayLake(targetOf(world))).toMatchObject({
      read: 5,
      rows: 4,
      objects: 4,
      rejected: 1,
      rejections: [{ from: 'sales/dt=2026-11-21/b.gz line 2', reason: 'the line is no JSON object' }],
      unfilled: {},
      dropped: {},
    });
    expect(idsIn(world.store, 'replays/sales_anew/')).toEqual([
      'dt=2026-11-19/ s-2',
      'dt=2026-11-20/ s-1',
      'dt=2026-11-21/ s-3',
      'dt=2026-11-22/ s-4',
    ]);
    expect(world.catalog.tables.get('sales_anew')).toMatchObject({
      PartitionKeys: [{ Name: 'dt', Type: 'string' }],
      StorageDescriptor: { Location: 's3://lake/replays/sales_anew/' },
      Parameters: { 'projection.enabled': 'true' },
    });
  });

  it('reads only the days that are asked for', async () => {
    const world = lakeWorld();
    const days = { firstDay: '2026-11-21', lastDay: '2026-11-21' };
    expect(await replayLake({ ...targetOf(world), ...days })).toMatchObject({ read: 2, rows: 1 });
  });

  it('writes nothing in a dry run', async () => {
    const world = lakeWorld();
    const before = new Map(world.store.objects);
    expect(await replayLake({ ...targetOf(world), dryRun: true })).toMatchObject({ rows: 4, objects: 0 });
    expect(world.store.objects).toEqual(before);
    expect(world.catalog.tables.size).toBe(0);
  });

  it('refuses a table that is there, and a name that is none', async () => {
    const world = lakeWorld();
    await replayLake(targetOf(world));
    await expect(replayLake(targetOf(world))).rejects.toThrow(
      'The table sales_cdc_dev.sales_anew is there already: name another, or drop it first.',
    );
    await expect(replayLake(targetOf(world, undefined, '../sales'))).rejects.toThrow(Refusal);
  });

  it('has no table before all rows are there, and none twice after it was cut short', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(14), fc.boolean(), async (call, hasEffect) => {
        const [world, undisturbed] = [lakeWorld(), lakeWorld()];
        await replayLake(targetOf(undisturbed));
        const ended = await attempt(() => replayLake(targetOf(world, { call, hasEffect })));
        if (!ended && world.catalog.tables.size === 0) await replayLake(targetOf(world));
        expect(world.store.lines('')).toEqual(undisturbed.store.lines(''));
      }),
      { numRuns: 30 },
    ));
});

const HOUR_MS = 3_600_000;

/** Two shards, the first of which was closed; each read gives one record. */
class MemoryStream implements StreamReader {
  readonly order: string[] = [];
  #throttles = 1;
  readonly #shards: Readonly<Record<string, readonly object[]>> = {
    'shard-0': [recordOf(item('s-1', '2026-11-20'), 1), { hello: 'world' }],
    'shard-1': [recordOf(item('s-2', '2026-11-21'), 2), recordOf(item('late', '2026-11-21'), 3)],
  };

  async DescribeStreamSummary() {
    return { StreamDescriptionSummary: { RetentionPeriodHours: 24 } };
  }

  async ListShards({ NextToken }: { readonly NextToken?: string }) {
    if (NextToken !== undefined) return { Shards: [{ ShardId: 'shard-0' }] };
    return { Shards: [{ ShardId: 'shard-1', ParentShardId: 'shard-0' }], NextToken: 'more' };
  }

  async GetShardIterator({ ShardId }: { readonly ShardId: string }) {
    this.order.push(ShardId);
    return { ShardIterator: `${ShardId} 0` };
  }

  async GetRecords({ ShardIterator }: { readonly ShardIterator: string }) {
    if (this.#throttles-- === 0)
      throw Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' });
    const [shard = '', position = ''] = ShardIterator.split(' ');
    const records = this.#shards[shard] ?? [];
    const record = records[Number(position)];
    const isLate = JSON.stringify(record ?? {}).includes('late');
    const Records = record
      ? [
          {
            SequenceNumber: position,
            Data: Buffer.from(JSON.stringify(record)),
            ApproximateArrivalTimestamp: new Date(isLate ? NOW_MS + 1 : NOW_MS - 1),
          },
        ]
      : [];
    const isClosed = shard === 'shard-0' && Number(position) === records.length;
    return {
      Records,
      MillisBehindLatest: 1,
      ...(!isClosed && { NextShardIterator: `${shard} ${Number(position) + 1}` }),
    };
  }
}

describe('A replay of the stream', () => {
  const replay = (world: World, kinesis: StreamReader, fromMs = NOW_MS - HOUR_MS) =>
    replayStream({
      ...targetOf(world),
      kinesis,
      streamName: 'sales-changes-dev',
      fromMs,
      pause: async () => undefined,
    });
  const emptyWorld = (): World => ({ store: new MemoryStore(), catalog: new MemoryCatalog() });

  it('reads every shard after its parents up to now, and tells what is no sale', async () => {
    const [world, stream] = [emptyWorld(), new MemoryStream()];
    expect(await replay(world, stream)).toMatchObject({
      read: 3,
      rows: 2,
      rejected: 1,
      rejections: [{ from: 'shard-0 1', reason: 'eventID: must be text that is not empty' }],
    });
    expect(stream.order).toEqual(['shard-0', 'shard-1']);
    expect(idsIn(world.store, 'replays/sales_anew/')).toEqual(['dt=2026-11-20/ s-1', 'dt=2026-11-21/ s-2']);
    expect(world.catalog.tables.has('sales_anew')).toBe(true);
  });

  it('refuses a moment that the stream no longer has, and one that is yet to come', async () => {
    const world = emptyWorld();
    await expect(replay(world, new MemoryStream(), NOW_MS - 25 * HOUR_MS)).rejects.toThrow(
      'The stream sales-changes-dev keeps 24 hours, so it no longer has all since 2026-11-22T11:00:00.000Z: replay those days from the lake.',
    );
    await expect(replay(world, new MemoryStream(), NOW_MS + 1)).rejects.toThrow(/is yet to come/);
    expect(world.catalog.tables.size).toBe(0);
  });
});

describe('shardsInOrder', () => {
  it('has each shard once and after its parents', () => {
    const shards = [
      { ShardId: 'd', ParentShardId: 'b', AdjacentParentShardId: 'c' },
      { ShardId: 'b', ParentShardId: 'a' },
      { ShardId: 'c', ParentShardId: 'trimmed' },
      { ShardId: 'a' },
    ];
    expect(shardsInOrder(shards)).toEqual(['a', 'b', 'c', 'd']);
  });
});
