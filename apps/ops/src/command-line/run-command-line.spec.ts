import { UserError, locatePipeline } from '@sales-cdc/deployment';
import { defineCommand, type CommandContext, type CommandOutcome } from './command.js';
import { runCommandLine } from './run-command-line.js';

const LOCAL = ['--endpoint', 'http://127.0.0.1:4566'] as const;

/** What a deployment of stage dev to a local cloud leaves behind. */
const OUTPUTS = JSON.stringify({
  'sales-cdc-dev': {
    DeadLetterQueueUrl: 'http://127.0.0.1:4567/000000000000/dead-letters',
    AlertTopicArn: 'arn:aws:sns:us-east-1:000000000000:alerts',
  },
});

const readText = (file: string): string => {
  if (file === 'deployed.json') return OUTPUTS;
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};

interface Called {
  readonly values: unknown;
  readonly context: CommandContext;
}

/** Runs a command called `look` whose work is given, and gathers what it says. */
const run = async (
  args: readonly string[],
  work: (called: Called) => CommandOutcome | Promise<CommandOutcome>,
  usualOutputs = 'missing.json',
) => {
  let [out, err, closed] = ['', '', 0];
  const places: string[] = [];
  const command = defineCommand({
    name: 'look',
    summary: 'looks',
    description: 'Looks.',
    dryRun: 'the same',
    options: {
      output: { kind: 'text', value: 'FILE', help: 'where to' },
      all: { kind: 'flag', help: 'all of it' },
    },
    run: async (values, context) => work({ values, context }),
  });
  const code = await runCommandLine([command], args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    connectionOf: (options) => locatePipeline(options, { env: {}, usualOutputs, readText }).connection,
    open: ({ place }) => {
      places.push(place);
      return { close: () => (closed += 1) } as unknown as ReturnType<Parameters<typeof runCommandLine>[2]['open']>;
    },
  });
  return { code, out, err, closed, places };
};

const fine = (): CommandOutcome => ({ isFine: true, result: { found: 0 } });

describe('the command line', () => {
  it('gives a command its options, with the stage, and 0 when all is well', async () => {
    const { code, closed } = await run(
      ['look', '--output', 'x', '--stage', 'prod', ...LOCAL],
      ({ values, context }) => {
        expect(values).toEqual({ output: 'x', all: false });
        expect(context).toMatchObject({ stage: 'prod', dryRun: false, json: false, words: [] });
        return fine();
      },
    );
    expect({ code, closed }).toEqual({ code: 0, closed: 1 });
  });

  it('goes where the last deployment was when nothing is said, or where the one of a named file was', async () => {
    const [usual, named] = [
      await run(['look'], fine, 'deployed.json'),
      await run(['look', '--outputs', 'deployed.json'], fine),
    ];
    for (const { code, places } of [usual, named])
      expect({ code, places }).toEqual({ code: 0, places: ['http://127.0.0.1:4567'] });
    const given = await run(['look', ...LOCAL], fine, 'deployed.json');
    expect(given.places).toEqual(['http://127.0.0.1:4566']);
    expect((await run(['look', '--stage', 'prod'], fine, 'deployed.json')).err).toContain('No region is set');
  });

  it('says that a place where nothing answers is that of the last deployment', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const { err } = await run(['look'], () => Promise.reject(refused), 'deployed.json');
    expect(err).toContain('look: Nothing answers at http://127.0.0.1:4567, where the last deployment was: ');
  });

  it('answers 1 when something is wrong', async () => {
    expect(await run(['look', ...LOCAL], () => ({ isFine: false, result: {} }))).toMatchObject({ code: 1, err: '' });
  });

  it('prints one JSON object as the last line of stdout, and words for people on stderr', async () => {
    const answer = await run(['look', '--json', ...LOCAL], ({ context }) => {
      context.say('looked');
      return fine();
    });
    expect(answer).toMatchObject({ out: '{"found":0}\n', err: 'looked\n' });
  });

  it('prints words for people on stdout without --json', async () => {
    const answer = await run(['look', ...LOCAL], ({ context }) => {
      context.say('looked');
      return fine();
    });
    expect(answer).toMatchObject({ out: 'looked\n', err: '' });
  });

  it.each([
    [[], 'No command is given: choose one of look.'],
    [['jump'], 'There is no command jump: choose one of look.'],
    [['look', 'twice', ...LOCAL], 'look takes no "twice", only options.'],
    [['look', '--fast', ...LOCAL], "Unknown option '--fast'."],
    [['look', '--output', ...LOCAL], 'needs a value that does not begin with a dash'],
    [['look'], 'No region is set'],
    [['look', '--outputs', 'none.json'], 'There is no file none.json'],
    [['look', '--endpoint', 'here'], 'The endpoint "here" is no URL'],
  ])('answers 2 and one sentence to %j', async (args, sentence) => {
    const { code, out, err } = await run(args, fine);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [new UserError('There is no table.'), 'look: There is no table.'],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'look: Nothing answers at http://127.0.0.1:4566'],
    [Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: {} }), 'answers AccessDenied: no'],
    [Object.assign(new Error('gone'), { name: 'AbortError' }), 'look: stopped before it was done.'],
  ])('answers 2 and one sentence when it could not be done: %s', async (error, sentence) => {
    const { code, err, closed } = await run(['look', ...LOCAL], () => Promise.reject(error));
    expect({ code, closed }).toEqual({ code: 2, closed: 1 });
    expect(err).toContain(sentence);
  });

  it('does not hide a defect of ours', async () => {
    await expect(run(['look', ...LOCAL], () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  });

  it('prints help for --help, of all and of one command', async () => {
    expect((await run(['--help'], fine)).out).toContain('look                  looks');
    expect((await run(['look', '--help'], fine)).out).toContain('--output FILE         where to');
  });
});
