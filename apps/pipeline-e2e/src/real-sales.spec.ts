import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRun, summaryOf } from './local-run.js';

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

// The folder of real sales stands beside the project on some machines only.
(existsSync(FILE) ? describe : describe.skip)('Nine days of a real shop', () => {
  it('are delivered or reported, line by line', async () => {
    const ended = await new LocalRun(
      '--from',
      FILE,
      '--exit',
      '--json',
      '--ephemeral',
      '--no-limits',
      '--time-scale',
      '10',
    ).ended;
    expect(ended.code).toBe(0);
    const summary = summaryOf(ended);
    expect(Number(summary['sales']) + Number(summary['skipped'])).toBe(LINES);
    expect(summary).toMatchObject({ delivered: summary['sales'], rejected: 0, lost: 0, duplicates: 0 });
    expect(ended.stderr.match(/^line \d+ skipped: .+$/gm)).toHaveLength(Number(summary['skipped']));
  });
});
