import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { CutShort, attempt } from '../__fixtures__/cut-short.js';
import { memoryScratch } from '../scratch/scratch.js';
import { MemoryLake, rowLine, seenByViews } from './__fixtures__/memory-lake.js';
import { compactLake, type CompactOptions } from './compact.js';
import type { LakeStore } from './ports.js';

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const LONG_AGO = new Date(Date.UTC(2026, 10, 2));
const DAY = '2026-11-01';
/** Zipping is done by threads that a busy machine gives late. */
const PROPERTY_MS = 60_000;
const FOLDER = `sales/dt=${DAY}/`;

const optionsOf = (store: LakeStore): CompactOptions => ({
  store,
  bucket: 'lake',
  scratch: memoryScratch(),
  nowMs: () => NOW_MS,
  targetBytes: 1_000,
});

const lakeOf = (objects: readonly (readonly string[])[]): MemoryLake => {
  const lake = new MemoryLake(LONG_AGO);
  objects.forEach((lines, index) => lake.putLines(`${FOLDER}delivery-${String(index).padStart(3, '0')}.gz`, lines));
  return lake;
};

const anyObjects = fc.array(
  fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 2 }))
      .map(([saleId, sequence, second]) => rowLine(saleId, sequence, `2026-11-01 00:00:0${second}.000`)),
    { minLength: 1, maxLength: 5 },
  ),
  { minLength: 1, maxLength: 8 },
);

describe('compactLake', () => {
  it('puts a day of small objects into one, in order and without repeats', async () => {
    const lake = lakeOf([[rowLine('b', 3), rowLine('a', 1)], [rowLine('a', 2)], [rowLine('a', 1)]]);
    const { days } = await compactLake(optionsOf(lake));
    expect(days).toMatchObject([{ day: DAY, before: { objects: 3 }, after: { objects: 1 }, rows: 3, repeats: 1 }]);
    expect(lake.lines()).toEqual([rowLine('a', 1), rowLine('a', 2), rowLine('b', 3)]);
    expect([...lake.objects.keys()]).toEqual([expect.stringMatching(/\/zz-compacted-001-[0-9a-f]{32}\.gz$/)]);
  });

  it(
    'does nothing the second time, and the views answer as before',
    () =>
      fc.assert(
        fc.asyncProperty(anyObjects, async (objects) => {
          const lake = lakeOf(objects);
          const before = seenByViews(lake.lines());
          await compactLake(optionsOf(lake));
          expect(seenByViews(lake.lines())).toEqual(before);
          const keys = [...lake.objects.keys()];
          expect(await compactLake(optionsOf(lake))).toEqual({ days: [], compact: 1, open: [], damaged: [] });
          expect([...lake.objects.keys()]).toEqual(keys);
        }),
        { numRuns: 20 },
      ),
    PROPERTY_MS,
  );

  it(
    'loses nothing when it is cut short at any call, and the next run ends as if it had not been',
    () =>
      fc.assert(
        fc.asyncProperty(anyObjects, fc.nat(40), fc.boolean(), async (objects, call, hasEffect) => {
          const lake = lakeOf(objects);
          const before = seenByViews(lake.lines());
          await attempt(() => compactLake(optionsOf(new CutShort({ call, hasEffect }).over<LakeStore>(lake))));
          expect(seenByViews(lake.lines())).toEqual(before);
          await compactLake(optionsOf(lake));
          const uncut = lakeOf(objects);
          await compactLake(optionsOf(uncut));
          expect(lake.lines()).toEqual(uncut.lines());
          expect(lake.keysAfter('compactions/', '')).toEqual([]);
        }),
        { numRuns: 50 },
      ),
    PROPERTY_MS,
  );

  it(
    'leaves no moment at which a listing, page by page while it works, misses a row',
    () =>
      fc.assert(
        fc.asyncProperty(anyObjects, fc.infiniteStream(fc.boolean()), async (objects, turns) => {
          const lake = lakeOf(objects);
          const before = seenByViews(lake.lines());
          const listed: string[] = [];
          const step = (): void => {
            const next = lake.keysAfter('sales/', listed.at(-1) ?? '')[0];
            if (next !== undefined) listed.push(next);
          };
          const watched = new Proxy(lake, {
            get: (target, name) => {
              const member: unknown = Reflect.get(target, name);
              if (typeof member !== 'function') return member;
              return (...args: readonly unknown[]) => {
                if (turns.next().value) step();
                return Reflect.apply(member, target, args) as unknown;
              };
            },
          });
          await compactLake(optionsOf(watched));
          for (let known = -1; known !== listed.length; ) {
            known = listed.length;
            step();
          }
          expect(seenByViews(lake.lines(listed))).toEqual(before);
        }),
        { numRuns: 50 },
      ),
    PROPERTY_MS,
  );

  it('leaves an object that was replaced after it was read', async () => {
    const lake = lakeOf([[rowLine('a', 1)], [rowLine('b', 2)]]);
    const [first = ''] = lake.keysAfter('sales/', '');
    const PutObject: LakeStore['PutObject'] = async (input) => {
      await lake.PutObject(input);
      if (input.Key.startsWith('sales/')) lake.putLines(first, [rowLine('a', 1), rowLine('c', 3)]);
    };
    const racing: LakeStore = {
      ListObjectsV2: (input) => lake.ListObjectsV2(input),
      GetObject: (input) => lake.GetObject(input),
      PutObject,
      DeleteObjects: (input) => lake.DeleteObjects(input),
      DeleteObject: (input) => lake.DeleteObject(input),
    };
    await compactLake(optionsOf(racing));
    expect(seenByViews(lake.lines()).size).toBe(3);
  });

  it('says what it would do and does not do it', async () => {
    const lake = lakeOf([[rowLine('a', 1)], [rowLine('b', 2)]]);
    const keys = [...lake.objects.keys()];
    const { days } = await compactLake({ ...optionsOf(lake), dryRun: true });
    expect(days).toMatchObject([{ before: { objects: 2 }, after: { objects: 1 }, longestSwapMs: 0 }]);
    expect([...lake.objects.keys()]).toEqual(keys);
  });

  it('leaves open days, days with running delivery, hidden objects and foreign folders alone', async () => {
    const lake = lakeOf([]);
    for (const day of ['2026-11-20', '2026-11-21']) {
      lake.putLines(`sales/dt=${day}/a.gz`, [rowLine('a', 1)]);
      lake.putLines(`sales/dt=${day}/b.gz`, [rowLine('b', 2)]);
    }
    lake.putLines(`${FOLDER}_a.gz`, [rowLine('a', 1)]);
    lake.putLines('sales/other/a.gz', [rowLine('a', 1)]);
    lake.writtenAt = new Date(NOW_MS - 60_000);
    lake.putLines('sales/dt=2026-11-20/late.gz', [rowLine('c', 3)]);
    const { days, open } = await compactLake(optionsOf(lake));
    expect(days).toEqual([]);
    expect(open).toEqual([
      {
        day: '2026-11-20',
        reason: '2026-11-20 got an object at 2026-11-23T11:59:00.000Z: delivery to it is running, try again later',
      },
      {
        day: '2026-11-21',
        reason: '2026-11-21 is open until 2026-11-24: changes of it may still be on their way',
      },
    ]);
    await expect(compactLake({ ...optionsOf(lake), day: '2026-11-21' })).rejects.toThrow('is open until 2026-11-24');
  });

  it('ends a swap that was cut short even where a new delivery is running', async () => {
    const lake = lakeOf([[rowLine('a', 1)], [rowLine('b', 2)]]);
    const isCut = (call: number) =>
      attempt(() => compactLake(optionsOf(new CutShort({ call, hasEffect: true }).over<LakeStore>(lake))));
    for (let call = 0; lake.objects.size < 4; call++) expect(await isCut(call)).toBe(false);
    lake.writtenAt = new Date(NOW_MS);
    lake.putLines(`${FOLDER}new.gz`, [rowLine('c', 3)]);
    const { open } = await compactLake(optionsOf(lake));
    expect(open).toHaveLength(1);
    expect(lake.lines()).toHaveLength(3);
  });

  it.each([
    ['cut short', gzipSync(`${rowLine('b', 2)}\n`).subarray(0, 40), 'cannot be unzipped: unexpected end of file'],
    ['not zipped', Buffer.from(`${rowLine('b', 2)}\n`), 'cannot be unzipped: incorrect header check'],
    ['no rows', gzipSync('{"sale_id":"b"}\n'), 'line 1 of sales/dt=2026-11-01/damaged.gz is no row of the lake'],
  ])('names an object that is %s, and leaves its day as it is', async (_name, body, reason) => {
    const lake = lakeOf([[rowLine('a', 1)]]);
    lake.put(`${FOLDER}damaged.gz`, body);
    const keys = [...lake.objects.keys()];
    const { damaged, days } = await compactLake(optionsOf(lake));
    expect(days).toEqual([]);
    expect(damaged).toEqual([{ day: DAY, reason: expect.stringContaining(reason) as string }]);
    expect([...lake.objects.keys()]).toEqual(keys);
  });

  it('fails, and ends the swap the next time, when S3 does not remove an object', async () => {
    const lake = lakeOf([[rowLine('a', 1)], [rowLine('b', 2)]]);
    const store: LakeStore = {
      ListObjectsV2: (input) => lake.ListObjectsV2(input),
      GetObject: (input) => lake.GetObject(input),
      PutObject: (input) => lake.PutObject(input),
      DeleteObjects: async () => ({ Errors: [{ Key: 'k', Message: 'Access Denied' }] }),
      DeleteObject: (input) => lake.DeleteObject(input),
    };
    await expect(compactLake(optionsOf(store))).rejects.toThrow('such as k: Access Denied');
    await compactLake(optionsOf(lake));
    expect(lake.lines()).toEqual([rowLine('a', 1), rowLine('b', 2)]);
  });
});
