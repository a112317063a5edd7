import * as fc from 'fast-check';
import type { KeyedText } from '../scratch/keyed-lines.js';
import { memoryScratch } from '../scratch/scratch.js';
import type { EntrySource } from './entry-source.js';
import type { Finding } from './finding.js';
import { reconcile, type ReconcileOptions } from './reconcile.js';

type Side = ReadonlyMap<string, string>;

/** One value stands for all columns: the first of them. */
const textOf = (value: string): string => JSON.stringify([value]);

const source = (side: () => readonly KeyedText[]): EntrySource => ({
  readAll: async (take) => {
    for (const entry of side()) await take([entry]);
  },
  readSome: (keys, take) => take(side().filter(({ key }) => keys.includes(key))),
});

const entriesOf = (side: Side): readonly KeyedText[] => [...side].map(([key, value]) => ({ key, text: textOf(value) }));

const run = async (options: Pick<ReconcileOptions, 'table' | 'lake'> & Partial<ReconcileOptions>) => {
  const findings: Finding[] = [];
  const counts = await reconcile({
    scratch: memoryScratch(),
    pausesMs: [],
    sleep: async () => undefined,
    onFinding: (finding) => {
      findings.push(finding);
    },
    ...options,
  });
  return { counts, findings: findings.sort((left, right) => (left.key < right.key ? -1 : 1)) };
};

const anySide = fc
  .array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('1', '2')), { maxLength: 60 })
  .map((pairs) => new Map(pairs));

describe('reconcile', () => {
  it('finds nothing wrong with a table and its own rows, in any order', () =>
    fc.assert(
      fc.asyncProperty(anySide, async (side) => {
        const rows = [...entriesOf(side)].reverse();
        const { counts, findings } = await run({ table: source(() => entriesOf(side)), lake: source(() => rows) });
        expect(findings).toEqual([]);
        expect(counts).toMatchObject({ items: side.size, rows: side.size, inFlight: 0 });
      }),
    ));

  it('finds every difference once, however little it holds in memory and however often it looks', () =>
    fc.assert(
      fc.asyncProperty(
        anySide,
        anySide,
        fc.constantFrom(1, 200, 1e9),
        fc.nat(2),
        async (items, rows, mostChars, looks) => {
          const { findings, counts } = await run({
            table: source(() => entriesOf(items)),
            lake: source(() => entriesOf(rows)),
            mostChars,
            pausesMs: new Array<number>(looks).fill(1),
          });
          const keys = [...new Set([...items.keys(), ...rows.keys()])].sort((left, right) => (left < right ? -1 : 1));
          const kindOf = (key: string): string =>
            !rows.has(key)
              ? 'missing'
              : !items.has(key)
                ? 'extra'
                : items.get(key) === rows.get(key)
                  ? ''
                  : 'different';
          expect(findings.map(({ key, kind }) => [key, kind])).toEqual(
            keys.map((key) => [key, kindOf(key)]).filter(([, kind]) => kind !== ''),
          );
          expect(counts.inFlight).toBe(0);
        },
      ),
    ));

  it('names the columns that differ, with both values', async () => {
    const { findings } = await run({
      table: source(() => [{ key: 'a', text: '["a","P-1"]' }]),
      lake: source(() => [{ key: 'a', text: '["a",null]' }]),
    });
    expect(findings).toEqual([
      { kind: 'different', key: 'a', columns: [{ column: 'product_id', table: 'P-1', lake: null }] },
    ]);
  });

  it('finds a key that the lake holds twice', async () => {
    const entry = { key: 'a', text: textOf('1') };
    const { findings } = await run({ table: source(() => [entry]), lake: source(() => [entry, entry]) });
    expect(findings).toEqual([{ kind: 'twice', key: 'a' }]);
  });

  it('tells why an item is no sale, at once', async () => {
    const sleep = jest.fn(async () => undefined);
    const { findings, counts } = await run({
      table: source(() => [{ key: 'a', text: JSON.stringify({ rejected: 'quantity: must not be 0' }) }]),
      lake: source(() => []),
      pausesMs: [1],
      sleep,
    });
    expect(findings).toEqual([{ kind: 'rejected', key: 'a', reason: 'quantity: must not be 0' }]);
    expect(counts).toMatchObject({ rejected: 1, missing: 0 });
    expect(sleep).not.toHaveBeenCalled();
  });

  it.each([
    ['few', 3],
    ['many', 3_000],
  ])('calls in flight what settles or moves while it waits: %s', async (_, count) => {
    const keys = Array.from({ length: count }, (__, index) => `k${index}`);
    const items = new Map(keys.map((key) => [key, '2']));
    const rows = new Map<string, string>([['late', '1']]);
    items.set('gone', '1').set('moving', '1').set('lost', '1');
    const { counts, findings } = await run({
      table: source(() => entriesOf(items)),
      lake: source(() => entriesOf(rows)),
      pausesMs: [1_000],
      sleep: async () => {
        for (const key of keys) rows.set(key, '2');
        rows.delete('late');
        items.delete('gone');
        items.set('moving', '2');
        items.set('new', '1');
      },
    });
    expect(findings).toEqual([{ kind: 'missing', key: 'lost' }]);
    expect(counts.inFlight).toBe(count + 3);
  });

  it('stops looking when all has settled', async () => {
    const items = new Map([['a', '1']]);
    const rows = new Map<string, string>();
    const slept: number[] = [];
    const { findings } = await run({
      table: source(() => entriesOf(items)),
      lake: source(() => entriesOf(rows)),
      pausesMs: [5, 100],
      sleep: async (pauseMs) => {
        slept.push(pauseMs);
        rows.set('a', '1');
      },
    });
    expect(findings).toEqual([]);
    expect(slept).toEqual([5]);
  });
});
