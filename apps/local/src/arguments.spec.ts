import { parseArguments, UsageError } from './arguments.js';

describe('parseArguments', () => {
  it('streams to the dev stage at real time when nothing is asked', () => {
    expect(parseArguments([])).toMatchObject({
      stage: 'dev',
      timeScale: 1,
      writesSales: true,
      exit: false,
      port: 4566,
      limits: 'aws',
    });
  });

  it('runs prod sixty times faster unless told otherwise', () => {
    expect(parseArguments(['--stage', 'prod'])?.timeScale).toBe(60);
    expect(parseArguments(['--stage', 'prod', '--time-scale', '1'])?.timeScale).toBe(1);
  });

  it('keeps the stages apart on disk', () => {
    expect(parseArguments(['--stage', 'prod'])?.dataDirectory).not.toBe(parseArguments([])?.dataDirectory);
  });

  it('serves an empty cloud with a folder of its own', () => {
    expect(parseArguments(['--no-stack'])).toMatchObject({
      isEmpty: true,
      writesSales: false,
      dataDirectory: '.sales-cdc/cloud',
    });
  });

  it('only drains when asked for no sales', () => {
    expect(parseArguments(['--sales', '0', '--exit'])?.writesSales).toBe(false);
  });

  it.each([
    [['--bogus'], /Unknown option '--bogus'/],
    [['500'], /Unexpected argument '500'/],
    [['--stage', 'test'], /--stage must be dev or prod, not "test"/],
    [['--sales', '1.5'], /--sales must be a whole number of at least 0, not "1.5"/],
    [['--sales', ''], /--sales must be a whole number/],
    [['--updates', '2'], /--updates must be a number from 0 to 1, not "2"/],
    [['--port', '70000'], /--port must be a whole number from 0 to 65535/],
    [['--exit'], /--exit needs an end/],
    [['--match-returns', '--sales', '1'], /--match-returns needs a file/],
    [['--no-sales', '--sales', '1'], /cannot be combined/],
    [['--ephemeral', '--data-dir', 'd'], /cannot be combined/],
    [['--no-stack', '--assembly', 'd'], /cannot be combined/],
    [['--no-stack', '--sales', '1'], /cannot be combined/],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(sentence);
  });
});
