import { noCounts } from '../writing/counts.js';
import { jsonReporter } from './json-reporter.js';
import type { Output, Reporter } from './reporter.js';
import { linesReporter, terminalReporter } from './text-reporter.js';

const COUNTS = { ...noCounts(), written: 1_200, updated: 14 };

const capture = (make: (output: Output) => Reporter) => {
  const [out, err]: [string[], string[]] = [[], []];
  const reporter = make({ out: (text) => void out.push(text), err: (text) => void err.push(text) });
  reporter.started({ table: 'sales-dev', endpoint: 'http://127.0.0.1:4566', seed: 42, from: undefined });
  reporter.skipped({ line: 17, reason: 'no price' });
  reporter.progress(COUNTS, 98.4);
  reporter.note('Take note.');
  reporter.done(COUNTS, 2_000);
  return { out: out.join(''), err: err.join('') };
};

describe('reporters', () => {
  it('as JSON gives one object per line on stdout, and words on stderr', () => {
    const { out, err } = capture(jsonReporter);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(events).toEqual([
      { event: 'started', seed: 42, table: 'sales-dev', endpoint: 'http://127.0.0.1:4566' },
      { event: 'skipped', line: 17, reason: 'no price' },
      { event: 'progress', ...COUNTS },
      { event: 'done', ...COUNTS },
    ]);
    expect(err).toBe('Take note.\n');
  });

  it('as text gives whole lines, bad ones on stderr', () => {
    expect(capture(linesReporter)).toEqual({
      out: [
        'Writing made-up sales to sales-dev at http://127.0.0.1:4566, seed 42. Ctrl-C stops.',
        'written 1,200, updated 14, 98/s',
        'Done in 2.0 s: written 1,200, updated 14, 607/s.',
        '',
      ].join('\n'),
      err: 'Line 17 skipped: no price\nTake note.\n',
    });
  });

  it('on a terminal redraws one line, cut to its width', () => {
    const { out } = capture((output) => terminalReporter(output, () => 16));
    expect(out).toContain('\r\u001b[Kwritten 1,200, \r');
  });
});
