import { ProgressLine } from './progress-line.js';

const lineOf = (isTerminal: boolean) => {
  const written: string[] = [];
  const clock = { ms: 0 };
  const line = new ProgressLine({ write: (text) => written.push(text), isTerminal, nowMs: () => clock.ms });
  return { line, written, clock };
};

describe('progress', () => {
  it('is one line that is written over on a terminal, and gone before other words', () => {
    const { line, written, clock } = lineOf(true);
    line.tell('one');
    line.tell('too soon');
    clock.ms = 100;
    line.tell('two');
    line.clear();
    line.clear();
    expect(written).toEqual(['\r\u001b[2Kone', '\r\u001b[2Ktwo', '\r\u001b[2K']);
  });

  it('is a line every two seconds in a log', () => {
    const { line, written, clock } = lineOf(false);
    for (clock.ms = 0; clock.ms <= 4_000; clock.ms += 500) line.tell(`at ${clock.ms}`);
    line.clear();
    expect(written).toEqual(['at 0\n', 'at 2000\n', 'at 4000\n']);
  });
});
