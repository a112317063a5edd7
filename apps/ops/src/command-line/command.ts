import type { AwsClients } from '../aws/clients.js';
import type { PipelineOutputs } from '../aws/pipeline-outputs.js';

/** An option of a command: a text that the user gives a value for, or a flag. Read by the parser and by `--help`. */
export type CommandOption =
  | { readonly kind: 'text'; readonly value: string; readonly help: string }
  | { readonly kind: 'flag'; readonly help: string };

export type OptionTable = Readonly<Record<string, CommandOption>>;

/** What the user gave: a flag that is not given is false, a text that is not given undefined. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: Options[Name]['kind'] extends 'flag' ? boolean : string | undefined;
};

/** What every command is given beside its own options. */
export interface CommandContext {
  readonly stage: string;
  /** Looks and tells, and changes nothing. */
  readonly dryRun: boolean;
  /** Whether the result is printed, so that it must hold everything. */
  readonly json: boolean;
  /** The words that are no options; none unless the command declares them. */
  readonly words: readonly string[];
  readonly clients: AwsClients;
  /** The names of the pipeline's resources, from the outputs of the stage's stack. Throws a UserError when it is not there. */
  readonly pipeline: () => Promise<PipelineOutputs>;
  /** Words for people: on stdout, or on stderr with `--json`. */
  readonly say: (line: string) => void;
  /** What is being done just now, on stderr; each replaces the one before on a terminal. */
  readonly progress: (text: string) => void;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** A number from 0 up to 1 that nobody can foretell: for names and jitter. */
  readonly chance: () => number;
  /** Rejects when the user wants the command to end. */
  readonly sleep: (intervalMs: number) => Promise<void>;
  /** Aborts when the user wants the command to end. */
  readonly stop: AbortSignal;
  readonly stdin: AsyncIterable<Uint8Array>;
}

export interface CommandOutcome {
  /** Whether all is well: exit code 0, else 1. */
  readonly isFine: boolean;
  /** What `--json` prints as the last line of stdout. */
  readonly result: object;
}

export interface CommandDefinition<Options extends OptionTable> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What it does and promises, for `--help` of the command: lines of at most 100 characters. */
  readonly description: string;
  /** What `--dry-run` does here, after "--dry-run". */
  readonly dryRun: string;
  /** The words that it takes beside options, if any. */
  readonly words?: { readonly value: string; readonly help: string };
  readonly options: Options;
  run(values: OptionValues<Options>, context: CommandContext): Promise<CommandOutcome>;
}

/** A command whose own options are no longer told apart, as the table of commands holds it. */
export type Command = CommandDefinition<OptionTable>;

/** A command whose `run` knows the types of its options. */
export const defineCommand = <const Options extends OptionTable>(definition: CommandDefinition<Options>): Command =>
  definition;
