import { AthenaClient } from '@aws-sdk/client-athena';
import { parse } from 'csv-parse/sync';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { clientConfig, query } from './clients.js';
import { LocalRun, summaryOf, type Ended } from './local-run.js';

const FILE = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'shared',
  'data',
  'online-retail-2010-12-01-to-09.csv.gz',
);
const LINES = 22_523;

/** A decimal of at most four places in ten-thousandths. */
const tenThousandths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(4, '0')}`);
};

/** The turnover of the file in ten-thousandths, without the lines that were skipped; the header is line 1. */
const turnoverOf = async (skippedLines: ReadonlySet<number>): Promise<bigint> => {
  const rows = parse<{ record: Record<string, string>; info: { lines: number } }>(gunzipSync(await readFile(FILE)), {
    columns: true,
    info: true,
  });
  return rows
    .filter(({ info }) => !skippedLines.has(info.lines))
    .map(({ record }) => BigInt(record['Quantity'] ?? '') * tenThousandths(record['UnitPrice'] ?? ''))
    .reduce((sum, amount) => sum + amount, 0n);
};

// The folder of real sales stands beside the project on some machines only.
(existsSync(FILE) ? describe : describe.skip)('Nine days of a real shop', () => {
  let folder: string;
  let ended: Ended;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipeline-e2e-'));
    ended = await new LocalRun(
      '--from',
      FILE,
      '--exit',
      '--json',
      '--data-dir',
      folder,
      '--no-limits',
      '--time-scale',
      '10',
    ).ended;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const skippedLines = (): ReadonlySet<number> =>
    new Set([...ended.stderr.matchAll(/^line (\d+) skipped: .+$/gm)].map(([, line]) => Number(line)));

  it('are delivered or reported, line by line', () => {
    expect(ended.code).toBe(0);
    const summary = summaryOf(ended);
    expect(Number(summary['sales']) + Number(summary['skipped'])).toBe(LINES);
    expect(summary).toMatchObject({ delivered: summary['sales'], rejected: 0, lost: 0, duplicates: 0 });
    expect(skippedLines().size).toBe(summary['skipped']);
  });

  it('have the turnover of the file to the last digit, by SQL', async () => {
    const { run, endpoint } = await LocalRun.serving('--data-dir', folder);
    await using _serving = run;
    const athena = new AthenaClient(clientConfig(endpoint));
    const [, [bySale, byRow] = []] = await query(
      athena,
      'SELECT sum(quantity * unit_price), sum(total_amount) FROM p1_kinesis_firehose_destination',
    );
    athena.destroy();
    const turnover = await turnoverOf(skippedLines());
    expect(tenThousandths(bySale ?? '')).toBe(turnover);
    expect(tenThousandths(byRow ?? '')).toBe(turnover);
  });
});
