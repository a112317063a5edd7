import * as fc from 'fast-check';
import { attempt, CutShort, type Cut } from '../__fixtures__/cut-short.js';
import { MemoryStore } from '../__fixtures__/memory-store.js';
import { MemoryTable } from '../__fixtures__/memory-table.js';
import { changeOf, itemOf, lineOf, NOW_MS, recordOf } from '../__fixtures__/sales.js';
import { Refusal } from '../refusal.js';
import { runBackfill } from './run-backfill.js';
import { scanSource } from './scan-source.js';

interface Row {
  readonly op: string;
  readonly sale_id: string;
  readonly quantity: number;
  readonly sequence_number: string;
  readonly processed_at: string;
}

const rowsOf = (store: MemoryStore): readonly Row[] =>
  Object.values(store.lines('sales/'))
    .flat()
    .map((line) => JSON.parse(line) as Row);

/** What `sales_current` makes of the rows. */
const currentOf = (store: MemoryStore): Readonly<Record<string, number>> => {
  const newest = new Map<string, Row>();
  const orderOf = ({ sequence_number, processed_at }: Row): string => `${sequence_number} ${processed_at}`;
  for (const row of rowsOf(store)) {
    const other = newest.get(row.sale_id);
    if (!other || orderOf(other) < orderOf(row)) newest.set(row.sale_id, row);
  }
  const present = [...newest.values()].filter(({ op }) => op !== 'd');
  return Object.fromEntries(present.map(({ sale_id, quantity }) => [sale_id, quantity] as const).sort());
};

/** A table with its pipeline: what is written there after its stream began is in the lake too. */
class World {
  readonly table = new MemoryTable();
  readonly store = new MemoryStore();
  #nowMs = NOW_MS;
  #position = 0;

  readonly nowMs = (): number => (this.#nowMs += 7);

  write(saleId: string, quantity: number | undefined): void {
    const before = this.table.items.get(saleId);
    const image = quantity === undefined ? before : itemOf(saleId, { quantity: { N: String(quantity) } });
    if (!image) return;
    if (quantity === undefined) this.table.items.delete(saleId);
    else this.table.put(image);
    const eventName = quantity === undefined ? 'REMOVE' : before ? 'MODIFY' : 'INSERT';
    const line = lineOf(changeOf(recordOf(image, ++this.#position, eventName)), this.nowMs());
    this.store.objects.set(`sales/dt=2026-11-20/live-${this.#position}`, Buffer.from(line));
  }

  backfill({ cut, id = 'first', segments = 3, dryRun = false }: RunOptions = {}) {
    const short = new CutShort(cut);
    return runBackfill({
      id,
      source: scanSource({
        scanner: short.over<MemoryTable>(this.table),
        tableName: 'sales-dev',
        segments,
        nowMs: this.nowMs,
      }),
      store: short.over(this.store),
      bucket: 'lake',
      nowMs: this.nowMs,
      chunkItems: 3,
      dryRun,
    });
  }

  get contents(): Readonly<Record<string, number>> {
    const items = [...this.table.items].map(
      ([id, item]) => [id, Number((item['quantity'] as { N: string }).N)] as const,
    );
    return Object.fromEntries(items.sort());
  }
}

interface RunOptions {
  readonly cut?: Cut | undefined;
  readonly id?: string;
  readonly segments?: number;
  readonly dryRun?: boolean;
}

const worldWith = (count: number): World => {
  const world = new World();
  for (let index = 0; index < count; index++) world.table.put(itemOf(`old-${index}`));
  return world;
};

describe('A backfill', () => {
  it('writes a row with the op r for every item, in the partition of its day', async () => {
    const world = worldWith(20);
    expect(await world.backfill()).toMatchObject({ items: 20, rows: 20, refused: 0, segments: 3, segmentsDone: 3 });
    expect(currentOf(world.store)).toEqual(world.contents);
    expect(rowsOf(world.store).every(({ op }) => op === 'r')).toBe(true);
    for (const key of Object.keys(world.store.lines('sales/')))
      expect(key).toMatch(/^sales\/dt=2026-11-20\/backfill-first-[0-9a-f]{32}\.gz$/);
  });

  it('counts items that are no sales, tells why, and goes on', async () => {
    const world = worldWith(3);
    world.table.put(itemOf('poison', { quantity: { S: 'three' } }));
    world.table.put(itemOf('early', { creation_datetime: { S: '2009-12-31T00:00:00Z' } }));
    const { rows, refused, refusals } = await world.backfill();
    expect({ rows, refused }).toEqual({ rows: 3, refused: 2 });
    expect(new Map(refusals.map(({ key, reason }) => [key, reason]))).toEqual(
      new Map([
        ['{"S":"poison"}', expect.stringMatching(/^quantity: /) as string],
        ['{"S":"early"}', expect.stringMatching(/must be a day from/) as string],
      ]),
    );
  });

  it('keeps what the schema does not know, bytes too', async () => {
    const world = worldWith(0);
    world.table.put(itemOf('s-1', { colour: { S: 'red' }, bytes: { B: new Uint8Array([1, 2]) } }));
    await world.backfill();
    expect(rowsOf(world.store)).toMatchObject([{ unrecognised: '{"colour":"red","bytes":"AQI="}' }]);
  });

  it('writes nothing in a dry run, and tells the same', async () => {
    const world = worldWith(8);
    expect(await world.backfill({ dryRun: true })).toMatchObject({ items: 8, rows: 8, objects: 0 });
    expect(world.store.objects.size).toBe(0);
  });

  it('does nothing when it is done', async () => {
    const world = worldWith(8);
    const once = await world.backfill();
    const [objects, scans] = [new Map(world.store.objects), world.table.scans];
    expect(await world.backfill()).toEqual(once);
    expect(world.store.objects).toEqual(objects);
    expect(world.table.scans).toBe(scans);
  });

  it('goes on only over what it was begun with, and only under a name', async () => {
    const world = worldWith(8);
    await world.backfill();
    await expect(world.backfill({ segments: 4 })).rejects.toThrow(
      'The backfill first was begun over the table sales-dev in 3 segments: go on with that, or name another.',
    );
    await expect(world.backfill({ id: '../sales' })).rejects.toThrow(Refusal);
  });

  it('wins over an earlier one, and loses against every change from the stream', async () => {
    const world = worldWith(2);
    world.write('old-0', 7);
    await world.backfill({ id: 'first' });
    world.table.put(itemOf('old-1', { quantity: { N: '9' } })); // behind the stream's back, as before it was enabled
    await world.backfill({ id: 'second' });
    expect(currentOf(world.store)).toEqual({ 'old-0': 7, 'old-1': 9 });
  });

  const anyWrite = fc.tuple(
    fc.nat(12).map((index) => `old-${index}`),
    fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  );

  it('shows the table as it is, cut short anywhere, while writes go on', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.tuple(fc.nat(30), fc.boolean(), fc.array(anyWrite, { maxLength: 3 })), { maxLength: 4 }),
        async (count, attempts) => {
          const world = worldWith(count);
          for (const [call, hasEffect, writes] of attempts) {
            await attempt(() => world.backfill({ cut: { call, hasEffect } }));
            for (const [saleId, quantity] of writes) world.write(saleId, quantity);
          }
          await world.backfill();
          expect(currentOf(world.store)).toEqual(world.contents);
          const backfilled = rowsOf(world.store).filter(({ op }) => op === 'r');
          expect(new Set(backfilled.map(({ sequence_number }) => sequence_number)).size).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 100 },
    ));
});
