import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { attempt, CutShort, type Cut } from '../__fixtures__/cut-short.js';
import { MemoryStore } from '../__fixtures__/memory-store.js';
import { base64Of, errorLineOf, itemOf, NOW_MS, recordOf } from '../__fixtures__/sales.js';
import { redriveErrorOutput } from './redrive-error-output.js';

const ERRORS = 'errors/processing-failed/dt=2026-11-23/';
const sound = (id: string, position = 1, day = '2026-11-20') =>
  errorLineOf(base64Of(recordOf(itemOf(id, { creation_datetime: { S: `${day}T09:00:00.000Z` } }), position)));
const unsound = (id: string) => errorLineOf(base64Of(recordOf(itemOf(id, { quantity: { S: 'three' } }))));

const storeOf = (objects: Readonly<Record<string, readonly string[]>>): MemoryStore => {
  const store = new MemoryStore();
  for (const [name, lines] of Object.entries(objects))
    store.objects.set(`${ERRORS}${name}`, Buffer.from(lines.map((line) => `${line}\n`).join('')));
  return store;
};

const redrive = (store: MemoryStore, cut?: Cut, dryRun = false) =>
  redriveErrorOutput({ store: new CutShort(cut).over(store), bucket: 'lake', nowMs: NOW_MS, dryRun });

describe('The redrive of the error output', () => {
  it('makes rows of what is a sale now, by its own day, and keeps the rest with its reason', async () => {
    const store = storeOf({
      a: [sound('s-1', 1), unsound('s-2'), sound('s-3', 3, '2026-11-21')],
      b: [sound('s-4', 4)],
    });
    expect(await redrive(store)).toEqual({
      objects: 2,
      redriven: 3,
      kept: [{ key: `${ERRORS}a`, line: 2, reason: expect.stringMatching(/^quantity: must be/) as string }],
    });
    const rows = Object.entries(store.lines('sales/')).flatMap(([key, lines]) =>
      lines.map((line) => `${key.slice(0, 20)} ${(JSON.parse(line) as { sale_id: string }).sale_id}`),
    );
    expect(rows.sort()).toEqual(['sales/dt=2026-11-20/ s-1', 'sales/dt=2026-11-20/ s-4', 'sales/dt=2026-11-21/ s-3']);
    expect(store.lines('errors/')).toEqual({ [`${ERRORS}a`]: [unsound('s-2')] });
  });

  it('changes nothing in a dry run, and tells the same', async () => {
    const store = storeOf({ a: [sound('s-1'), unsound('s-2')] });
    const before = new Map(store.objects);
    const told = await redrive(store, undefined, true);
    expect(store.objects).toEqual(before);
    expect(told).toEqual(await redrive(store));
  });

  it.each([
    ['no JSON', '{"rawData":', 'the line is no JSON object'],
    ['JSON without raw data', '{}', 'the line has no rawData'],
    ['raw data that is not base64', errorLineOf('***'), 'rawData is not base64'],
    ['raw data that is no record', errorLineOf(base64Of(7)), 'must be one JSON object'],
    ['an item of another table', errorLineOf(base64Of(recordOf({ id: { S: 'x' } }))), /^sale_id: is missing/],
    ['a sale of a day that the table does not hold', sound('s', 1, '2009-12-31'), /must be a day from 2010-01-01/],
  ])('leaves %s where it is and says why', async (_, line, reason) => {
    const store = storeOf({ a: [line] });
    const { redriven, kept } = await redrive(store);
    expect({ redriven, kept: kept.length }).toEqual({ redriven: 0, kept: 1 });
    expect(kept[0]?.reason).toMatch(reason);
    expect(store.lines('')).toEqual({ [`${ERRORS}a`]: [line] });
  });

  it('leaves an object that is damaged gzip, and goes on', async () => {
    const store = storeOf({ b: [sound('s-1')] });
    store.objects.set(`${ERRORS}a`, gzipSync(sound('s-2')).subarray(0, 40));
    const { redriven, kept } = await redrive(store);
    expect(redriven).toBe(1);
    expect(kept).toEqual([
      { key: `${ERRORS}a`, line: 0, reason: expect.stringMatching(/^the object is no sound gzip: /) as string },
    ]);
    expect(store.objects.has(`${ERRORS}a`)).toBe(true);
  });

  it('packs what stays as it was packed', async () => {
    const store = new MemoryStore();
    store.objects.set(`${ERRORS}a.gz`, gzipSync(`${sound('s-1')}\n${unsound('s-2')}\n`));
    await redrive(store);
    expect(store.objects.get(`${ERRORS}a.gz`)?.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(store.lines(ERRORS)).toEqual({ [`${ERRORS}a.gz`]: [unsound('s-2')] });
  });

  const anyLine = fc.oneof(
    fc.tuple(fc.nat(5), fc.constantFrom('2026-11-20', '2026-11-21')).map(([id, day]) => sound(`s-${id}`, id, day)),
    fc.nat(5).map((id) => unsound(`s-${id}`)),
    fc.constant('no JSON'),
  );
  const anyErrors = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(anyLine, { minLength: 1, maxLength: 4 }));

  it('does once what it does twice, and what it does when cut short anywhere', () =>
    fc.assert(
      fc.asyncProperty(anyErrors, fc.nat(14), fc.boolean(), async (errors, call, hasEffect) => {
        const undisturbed = storeOf(errors);
        await redrive(undisturbed);
        const store = storeOf(errors);
        await attempt(() => redrive(store, { call, hasEffect }));
        await redrive(store);
        expect(store.lines('')).toEqual(undisturbed.lines(''));
        const { redriven } = await redrive(store);
        expect(redriven).toBe(0);
        expect(store.lines('')).toEqual(undisturbed.lines(''));
      }),
      { numRuns: 100 },
    ));
});
