import { parseArguments } from './parse-arguments.js';

const serving = (...words: string[]) => {
  const command = parseArguments(['serve', ...words]);
  return command.kind === 'serve' ? command : undefined;
};
const optionsOf = (...words: string[]) => serving(...words)?.options;

describe('parseArguments', () => {
  it('streams ten sales a second to stage dev when nothing is said', () => {
    expect(serving()?.where).toEqual({
      stage: 'dev',
      table: undefined,
      endpoint: undefined,
      region: undefined,
      outputs: undefined,
    });
    expect(optionsOf()).toEqual({
      sales: undefined,
      rate: 10,
      seed: undefined,
      updates: 0,
      deletes: 0,
      matchReturns: false,
      from: undefined,
      json: false,
      concurrency: 16,
    });
  });

  it('goes as fast as it can when there is an end, unless a rate is given', () => {
    expect(optionsOf('--sales', '5')).toMatchObject({ sales: 5, rate: undefined });
    expect(optionsOf('--from', 'x.csv')).toMatchObject({ from: 'x.csv', rate: undefined });
    expect(optionsOf('--from=x.csv', '--rate=.5')).toMatchObject({ rate: 0.5 });
  });

  it('takes what is said about where to write', () => {
    const where = { stage: 'prod', table: 'mine', endpoint: 'http://x', region: 'eu-west-1', outputs: 'out.json' };
    const words = Object.entries(where).flatMap(([name, value]) => [`--${name}`, value]);
    expect(serving(...words)?.where).toEqual(where);
  });

  it('knows --help anywhere', () => {
    expect(parseArguments(['--help'])).toEqual({ kind: 'help' });
    expect(parseArguments(['serve', '--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [[], 'No command is given.'],
    [['sell'], 'There is no command sell.'],
    [['serve', 'more'], 'Nothing is known about more.'],
    [['serve', '--colour'], "Unknown option '--colour'."],
    [['serve', '--rate'], '--rate'],
    [['serve', '--sales', '-1'], '--sales'],
    [['serve', '--sales', '1.5'], '--sales must be a whole number from 0, got "1.5".'],
    [['serve', '--sales=-1'], '--sales must be a whole number from 0, got "-1".'],
    [['serve', '--seed', '9007199254740993'], '--seed must be a whole number'],
    [['serve', '--concurrency', '0'], '--concurrency must be a whole number from 1'],
    [['serve', '--rate', '0'], '--rate must be a number above 0, got "0".'],
    [['serve', '--rate', 'fast'], '--rate must be a number above 0'],
    [['serve', '--updates', '1.1'], '--updates must be a share from 0 to 1'],
    [['serve', '--deletes', ''], '--deletes must be a share from 0 to 1'],
    [['serve', '--stage', 'test'], '--stage must be dev or prod, got "test".'],
  ])('refuses %j in one sentence', (words, sentence) => {
    const refusal = () => parseArguments(words);
    expect(refusal).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(sentence) as string }) as Error,
    );
    expect(refusal).not.toThrow(/\n/);
  });
});
