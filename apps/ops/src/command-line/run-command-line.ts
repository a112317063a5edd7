import { UserError, type Connection, type PipelineOptions } from '@sales-cdc/deployment';
import { explainFailure } from '../aws/explain-failure.js';
import type { Command, CommandContext } from './command.js';
import { helpOf, helpOfCommand } from './help.js';
import { parseCommandLine, type Request } from './parse-command-line.js';

/** What the process gives: where words go, and everything that a context is made of. */
export interface CommandLineEnvironment {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** How to reach the pipeline that is meant. Throws a UserError when that cannot be told. */
  readonly connectionOf: (options: PipelineOptions) => Connection;
  /** The context of one run, without what the frame itself decides. */
  readonly open: (
    connection: Connection,
    stage: string,
  ) => Omit<CommandContext, 'stage' | 'dryRun' | 'json' | 'words' | 'say'> & { readonly close: () => void };
}

/** Runs one command to its end. The exit code: 0 all is well, 1 something is wrong and named, 2 it could not be done. */
export const runCommandLine = async (
  commands: readonly Command[],
  args: readonly string[],
  environment: CommandLineEnvironment,
): Promise<0 | 1 | 2> => {
  try {
    const request = parseCommandLine(commands, args);
    if (request.kind === 'run') return await run(request, environment);
    environment.out(request.command ? helpOfCommand(request.command) : helpOf(commands));
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    environment.err(`${error.message} See ops --help.\n`);
    return 2;
  }
};

type RunRequest = Extract<Request, { readonly kind: 'run' }>;

const DEFAULT_STAGE = 'dev';

const run = async (
  { command, shared, values, words }: RunRequest,
  { out, err, connectionOf, open }: CommandLineEnvironment,
): Promise<0 | 1 | 2> => {
  const { stage = DEFAULT_STAGE, 'dry-run': dryRun, json } = shared;
  const connection = connectionOf({ ...shared, stage });
  const { close, ...opened } = open(connection, stage);
  const say = (line: string) => (json ? err : out)(`${line}\n`);
  try {
    const { isFine, result } = await command.run(values, { ...opened, stage, dryRun, json, words, say });
    close();
    if (json) out(`${JSON.stringify(result)}\n`);
    return isFine ? 0 : 1;
  } catch (error) {
    close();
    const sentence = explainFailure(error, connection);
    if (sentence === undefined) throw error;
    err(`${command.name}: ${sentence}\n`);
    return 2;
  }
};
