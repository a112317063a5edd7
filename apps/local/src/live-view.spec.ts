import { LiveView, stageLines, stageSummary } from './live-view.js';

const recording = (isTTY: boolean): { text: string; isTTY: boolean; columns: number; write(text: string): void } => ({
  text: '',
  isTTY,
  columns: 20,
  write(text) {
    this.text += text;
  },
});

describe('LiveView', () => {
  it('redraws in place on a terminal, cut to its width', () => {
    const terminal = recording(true);
    const view = new LiveView(terminal, false);
    view.show(['one', 'two'], '', 0);
    view.show(['three', 'a line that is far too long'], '', 1);
    expect(terminal.text).toBe('one\ntwo\n\r\x1b[2A\x1b[Jthree\na line that is far \n');
  });

  it('keeps messages above the counts', () => {
    const terminal = recording(true);
    const view = new LiveView(terminal, false);
    view.show(['counts'], '', 0);
    view.say('a message');
    expect(terminal.text).toBe('counts\n\r\x1b[1A\x1b[Ja message\n');
  });

  it('prints a plain line every five seconds where there is no terminal', () => {
    const log = recording(false);
    const view = new LiveView(log, false);
    for (const nowMs of [0, 500, 4_999, 5_000]) view.show([], `at ${nowMs}`, nowMs);
    expect(log.text).toBe('at 0\nat 5000\n');
  });

  it('prints no plain line twice in a row', () => {
    const log = recording(false);
    const view = new LiveView(log, false);
    for (const nowMs of [0, 5_000, 10_000]) view.show([], 'nothing moves', nowMs);
    view.show([], 'something moves', 10_001);
    expect(log.text).toBe('nothing moves\nsomething moves\n');
  });

  it('is silent when quiet', () => {
    const log = recording(false);
    const view = new LiveView(log, true);
    view.say('a message');
    view.show(['counts'], 'counts', 0);
    expect(log.text).toBe('');
  });
});

describe('stageLines', () => {
  it('aligns the stages and says what is pending', () => {
    expect(
      stageLines([
        { stage: 'Pipe', resource: 'p', counts: { read: 5 }, pending: 0 },
        { stage: 'Firehose', resource: 'long', counts: { delivered: 3 }, pending: 2 },
      ]),
    ).toEqual(['Pipe      p     read 5', 'Firehose  long  delivered 3  (2 pending)']);
  });
});

describe('stageSummary', () => {
  it('names what moved, and nothing else', () => {
    expect(
      stageSummary([
        { stage: 'Pipe', resource: 'p', counts: { read: 5, retried: 0 }, pending: 0 },
        { stage: 'Firehose', resource: 'f', counts: { delivered: 0 }, pending: 0 },
      ]),
    ).toBe('Pipe read 5');
  });
});
