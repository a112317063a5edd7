import * as fc from 'fast-check';
import { SALES_CURRENT, SALES_HISTORY, TABLE_NAME, salesAsOfQuery } from '@sales-cdc/lake-table';
import { backfillSequenceNumber, type Change } from '@sales-cdc/stream-codec';
import type { Sale } from '@sales-cdc/sales-event';
import { type AnswerRow } from './ask-athena.js';
import { anyWrites, committed, lineOf, saleOf, sqlTimestamp, type CommittedChange } from './histories.js';
import { ViewLake } from './view-lake.js';

/** A version as the views tell it. */
type Version = readonly (string | undefined)[];

const versionOf = ({ sale_id, version, quantity }: Sale): Version => [sale_id, String(version), String(quantity)];
const readVersion = ({ sale_id, version, quantity }: AnswerRow): Version => [sale_id, version, quantity];
const inOrder = (versions: readonly Version[]): readonly string[] =>
  versions.map((version) => JSON.stringify(version)).sort();

/** The state of the table after these changes: what a plain Map says. */
const stateAfter = (changes: readonly CommittedChange[]): readonly Version[] => {
  const table = new Map<string, Sale>();
  for (const { change } of changes)
    if (change.op === 'd') table.delete(change.image.sale_id);
    else table.set(change.image.sale_id, change.image);
  return [...table.values()].map(versionOf);
};

/** Each version with the time and the change that ended it, worked out change by change. */
const versionsOf = (changes: readonly CommittedChange[]): readonly Version[] => {
  const open = new Map<string, Version>();
  const versions: Version[] = [];
  const close = (saleId: string, at: string, op: string): void => {
    const version = open.get(saleId);
    if (version) versions.push([...version, at, 'false', op]);
    open.delete(saleId);
  };
  for (const { change, committedAtMs } of changes) {
    const moment = sqlTimestamp(committedAtMs);
    close(change.image.sale_id, moment, change.op);
    if (change.op !== 'd') open.set(change.image.sale_id, [...versionOf(change.image), moment]);
  }
  return [...versions, ...[...open.values()].map((version) => [...version, undefined, 'true', undefined])];
};

const readHistory = (row: AnswerRow): Version => [
  ...readVersion(row),
  row['valid_from'],
  row['valid_to'],
  row['is_current'],
  row['closed_by'],
];

/** How a delivery mixes up what it delivers: each number places a copy of the change that it picks. */
const anyDelivery = fc.array(fc.nat(), { maxLength: 20 });

/** All lines at least once, some again and processed later, in an order of their own, over two days' folders. */
const delivered = (changes: readonly CommittedChange[], mixes: readonly number[]): Record<string, string> => {
  const lines = changes.map(({ change }) => lineOf(change, Date.UTC(2026, 10, 23, 11)));
  for (const [index, mix] of mixes.entries()) {
    const again = changes[mix % changes.length];
    if (again) lines.splice(mix % (lines.length + 1), 0, lineOf(again.change, Date.UTC(2026, 10, 23, 12, 0, index)));
  }
  const turned = mixes.reduce<string[]>(
    (all, mix) => [...all.slice(mix % all.length), ...all.slice(0, mix % all.length)],
    lines,
  );
  const half = Math.ceil(turned.length / 2);
  return {
    'sales/dt=2026-11-22/a.gz': turned.slice(half).reverse().join(''),
    'sales/dt=2026-11-23/b.gz': turned.slice(0, half).join(''),
  };
};

describe('The views of the lake', () => {
  let lake: ViewLake;
  beforeAll(async () => {
    lake = await ViewLake.open();
  }, 60_000);
  afterAll(() => lake[Symbol.asyncDispose]());

  const current = async () => inOrder((await lake.query(`SELECT * FROM ${SALES_CURRENT.name}`)).map(readVersion));
  const history = async () => (await lake.query(`SELECT * FROM ${SALES_HISTORY.name}`)).map(readHistory);
  const asOf = async (ms: number) =>
    inOrder(
      (await lake.query(salesAsOfQuery({ table: TABLE_NAME }), [`TIMESTAMP '${sqlTimestamp(ms)}'`])).map(readVersion),
    );

  it('agree with a plain Map, however often and in whatever order changes were delivered', () =>
    fc.assert(
      fc.asyncProperty(anyWrites, anyDelivery, fc.nat(), async (writes, mixes, pick) => {
        const changes = committed(writes);
        fc.pre(changes.length > 0);
        await lake.hold(delivered(changes, mixes));

        expect(await current()).toEqual(inOrder(stateAfter(changes)));
        expect(inOrder(await history())).toEqual(inOrder(versionsOf(changes)));
        const momentMs = changes[pick % changes.length]?.committedAtMs ?? 0;
        const until = changes.filter(({ committedAtMs }) => committedAtMs <= momentMs);
        expect(await asOf(momentMs)).toEqual(inOrder(stateAfter(until)));
      }),
      { numRuns: 20 },
    ));

  it('tell the past alike: a moment of the history is the state as of that moment, also when clocks went back', () =>
    fc.assert(
      fc.asyncProperty(
        anyWrites,
        fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 30 }),
        async (writes, jumps) => {
          const changes = committed(writes).map(({ change }, index) => {
            const committedAtMs = change.committedAtMs + (jumps[index] ?? 0) * 1000;
            return { change: { ...change, committedAtMs }, committedAtMs };
          });
          fc.pre(changes.length > 0);
          await lake.hold(delivered(changes, []));

          const momentMs = changes[0]?.committedAtMs ?? 0;
          const moment = sqlTimestamp(momentMs);
          const versions = await history();
          const then = versions.filter(([, , , from = '', to]) => from <= moment && (to === undefined || moment < to));
          expect(inOrder(then.map((version) => version.slice(0, 3)))).toEqual(await asOf(momentMs));
          for (const [, , , from = '', to] of versions) expect(to === undefined || from <= to).toBe(true);
        },
      ),
      { numRuns: 12 },
    ));

  describe('with a backfill', () => {
    const readAtMs = Date.UTC(2026, 10, 23, 10, 30);
    const at = (minutes: number): number => Date.UTC(2026, 10, 23, 10, minutes);
    const row = (image: Sale, atMs = readAtMs): Change<Sale> => ({
      op: 'r',
      eventId: `backfill-${atMs}-${image.sale_id}`,
      sequenceNumber: backfillSequenceNumber(atMs),
      committedAtMs: atMs,
      image,
      before: undefined,
      unrecognised: undefined,
    });
    const streamed = (op: Change<Sale>['op'], image: Sale, minutes: number): Change<Sale> => ({
      ...row(image),
      op,
      eventId: `event-${minutes}`,
      sequenceNumber: `1${String(minutes).padStart(20, '0')}`.padStart(40, '0'),
      committedAtMs: at(minutes),
    });
    const hold = (...changes: readonly Change<Sale>[]) =>
      lake.hold({ 'sales/dt=2026-11-23/a.gz': changes.map((change) => lineOf(change, at(59))).join('') });

    it('show an item that the stream never told of', async () => {
      await hold(row(saleOf('old', 1, 3)));
      expect(await current()).toEqual(inOrder([['old', '3', '1']]));
      expect(await history()).toEqual([['old', '3', '1', sqlTimestamp(readAtMs), undefined, 'true', undefined]]);
    });

    it('let the stream win, also when the row was read after the change', async () => {
      await hold(
        streamed('u', saleOf('s', 5, 2), 10),
        row(saleOf('s', 4, 1)),
        streamed('d', saleOf('gone', 1, 1), 10),
        row(saleOf('gone', 1, 1)),
      );
      expect(await current()).toEqual(inOrder([['s', '2', '5']]));
      expect(await history()).toEqual([['s', '2', '5', sqlTimestamp(at(10)), undefined, 'true', undefined]]);
    });

    it('take a row for the time before the first change', async () => {
      await hold(row(saleOf('s', 4, 1)), streamed('u', saleOf('s', 5, 2), 40));
      expect(inOrder(await history())).toEqual(
        inOrder([
          ['s', '1', '4', sqlTimestamp(readAtMs), sqlTimestamp(at(40)), 'false', 'u'],
          ['s', '2', '5', sqlTimestamp(at(40)), undefined, 'true', undefined],
        ]),
      );
      expect(await asOf(at(35))).toEqual(inOrder([['s', '1', '4']]));
    });

    it('let the later of two backfills win', async () => {
      await hold(row(saleOf('s', 7, 2), at(50)), row(saleOf('s', 4, 1)));
      expect(await current()).toEqual(inOrder([['s', '2', '7']]));
    });
  });

  it('take an op that nobody knows yet for an upsert', async () => {
    const [first] = committed([{ kind: 'put', saleId: 's', quantity: 1, pauseSeconds: 0 }]);
    const line = first ? lineOf(first.change, first.committedAtMs).replace('"op":"c"', '"op":"merged"') : '';
    await lake.hold({ 'sales/dt=2026-11-23/a.gz': line });
    expect(await current()).toEqual(inOrder([['s', '1', '1']]));
    expect(await history()).toHaveLength(1);
  });
});
