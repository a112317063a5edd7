import { UserError, connectionOf } from '@sales-cdc/deployment';
import { InstantClock } from '../instant-clock.js';
import type { Reporter } from '../progress/reporter.js';
import { noCounts, type Counts } from '../writing/counts.js';
import { FakeTable, dynamoDbError, type Mishap } from '../writing/fake-table.js';
import { parseArguments } from './parse-arguments.js';
import { serve } from './serve.js';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const CSV = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '1,A,X,1,2010-12-01 08:26:00,2.1,,',
  '1,B,,1,2010-12-01 08:26:00,2.1,,',
  '1,C,Z,1,2010-12-01 08:26:00,2.1,,',
].join('\n');

const setUp = (mishap?: () => Mishap | undefined, file = CSV) => {
  const table = new FakeTable(mishap);
  const stop = new AbortController();
  const told: { skipped: number[]; notes: string[]; seeds: number[]; done: Counts[] } = {
    skipped: [],
    notes: [],
    seeds: [],
    done: [],
  };
  const reporter: Reporter = {
    intervalMs: 1_000,
    started: ({ seed }) => void told.seeds.push(seed),
    skipped: ({ line }) => void told.skipped.push(line),
    progress: () => undefined,
    done: (counts) => void told.done.push(counts),
    note: (sentence) => void told.notes.push(sentence),
  };
  // Progress would spin on a clock whose sleeps take no time, so it waits for the end of the run.
  const clock = new InstantClock();
  const patient = {
    now: () => clock.now(),
    sleep: (intervalMs: number, signal?: AbortSignal) =>
      intervalMs === reporter.intervalMs && signal !== undefined
        ? new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => {
              resolve();
            });
          })
        : clock.sleep(intervalMs),
  };
  const run = (...words: string[]) => {
    const command = parseArguments(['serve', ...words]);
    if (command.kind !== 'serve') throw new Error('not a run');
    return serve(command.options, {
      table,
      target: { table: 'sales-dev', connection: connectionOf({ region: 'eu-west-1' }, {}) },
      clock: patient,
      reporter,
      chance: () => 0.5,
      readBytes: () => bytesOf(file),
      stop: stop.signal,
    });
  };
  return { table, told, run, stop, clock };
};

describe('serve', () => {
  it('writes as many sales as asked for, with the changes that come later, and sums up', async () => {
    const { table, told, run } = setUp();
    expect(await run('--sales', '200', '--updates', '0.5', '--deletes', '0.2')).toBe(0);
    const [counts] = told.done;
    expect(counts).toMatchObject({ written: 200, skipped: 0, existing: 0, conflicts: 0, retried: 0 });
    expect(counts?.updated).toBeGreaterThan(50);
    expect(table.sales.size).toBe(200 - (counts?.deleted ?? 0));
  });

  it('leaves the same table for the same seed, fast or paced', async () => {
    const [fast, paced] = [setUp(), setUp()];
    const undated = ({ table }: ReturnType<typeof setUp>) =>
      [...table.sales.values()]
        .map((sale) => ({ ...sale, creation_datetime: '' }))
        .sort((a, b) => (a.sale_id < b.sale_id ? -1 : 1));
    await fast.run('--seed', '7', '--sales', '100', '--updates', '0.5', '--deletes', '0.2');
    await paced.run('--seed', '7', '--sales', '100', '--updates', '0.5', '--deletes', '0.2', '--rate', '50');
    expect(undated(paced)).toEqual(undated(fast));
    expect(fast.clock.slept).toEqual([]);
    expect(paced.clock.slept.length).toBeGreaterThan(99);
  });

  it('writes nothing twice when it runs again with the same seed, and says so', async () => {
    const { table, told, run } = setUp();
    await run('--seed', '7', '--sales', '30');
    const before = [...table.sales.values()];
    expect(await run('--seed', '7', '--sales', '30')).toBe(0);
    expect([...table.sales.values()]).toEqual(before);
    expect(told.done[1]).toEqual({ ...noCounts(), existing: 30 });
    expect(told.notes).toEqual([expect.stringContaining('30')]);
  });

  it('draws a seed when none is given, and tells it', async () => {
    const { told, run } = setUp();
    await run('--sales', '1');
    expect(told.seeds).toEqual([2 ** 39]);
  });

  it('replays a file, tells of the lines that are no sale, and goes on', async () => {
    const { table, told, run } = setUp();
    expect(await run('--from', 'sales.csv')).toBe(0);
    expect(told.skipped).toEqual([3]);
    expect(told.done).toEqual([{ ...noCounts(), written: 2, skipped: 1 }]);
    expect([...table.sales.keys()]).toEqual(['1-A-2', '1-C-4']);
  });

  it('takes returns for changes of their sales when asked to, and changes nothing when the file is replayed', async () => {
    const { table, told, run } = setUp(
      undefined,
      [
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '1,A,X,5,2010-12-01 08:26:00,2.1,17850,',
        'C2,A,X,-2,2010-12-02 08:26:00,2.1,17850,',
        'C3,A,X,-9,2010-12-03 08:26:00,2.1,17850,',
      ].join('\n'),
    );
    expect(await run('--from', 'sales.csv', '--match-returns')).toBe(0);
    const after = [...table.sales.values()];
    expect(after.map(({ sale_id, quantity, version }) => [sale_id, quantity, version])).toEqual([
      ['1-A-2', 3, 2],
      ['C3-A-4', -9, 1],
    ]);
    expect(await run('--from', 'sales.csv', '--match-returns')).toBe(0);
    expect([...table.sales.values()]).toEqual(after);
    expect(told.done).toEqual([
      { ...noCounts(), written: 2, updated: 1 },
      { ...noCounts(), existing: 2, conflicts: 1 },
    ]);
  });

  it('when stopped writes nothing new, finishes what is under way, and succeeds', async () => {
    let calls = 0;
    const { table, told, run, stop } = setUp(() => {
      calls += 1;
      if (calls === 20) stop.abort();
      return undefined;
    });
    expect(await run()).toBe(0);
    expect(told.done).toEqual([{ ...noCounts(), written: table.sales.size }]);
    expect(table.sales.size).toBeLessThan(25);
  });

  it('fails with one sentence, and the counts, when a write is refused for good', async () => {
    let calls = 0;
    const { told, run } = setUp(() => {
      calls += 1;
      return calls > 5 ? { error: dynamoDbError('ResourceNotFoundException', 400), isDone: false } : undefined;
    });
    expect(await run()).toBe(1);
    expect(told.notes).toEqual([expect.stringMatching(/^There is no table sales-dev at AWS: /)]);
    expect(told.done).toEqual([{ ...noCounts(), written: 4 }]);
  });

  it('begins nothing when the table cannot be written to', async () => {
    const { told, run } = setUp(() => ({ error: new UserError('Wrong table.'), isDone: false }));
    expect(await run('--sales', '5')).toBe(1);
    expect(told).toEqual({ skipped: [], seeds: [], notes: ['Wrong table.'], done: [] });
  });

  it('begins nothing when the file’s columns are not those of sales', async () => {
    const { table, told, run } = setUp(undefined, 'name,price');
    expect(await run('--from', 'prices.csv')).toBe(1);
    expect(told).toEqual({ skipped: [], seeds: [], notes: [expect.stringContaining('columns')], done: [] });
    expect(table.sales.size).toBe(0);
  });
});
