import { parseArgs } from 'node:util';
import { UserError } from '@sales-cdc/deployment';
import type { Command, OptionTable, OptionValues } from './command.js';
import { SHARED_OPTIONS } from './shared-options.js';

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: Command }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly shared: OptionValues<typeof SHARED_OPTIONS>;
      readonly values: OptionValues<OptionTable>;
      readonly words: readonly string[];
    };

/** Reads the words after the program's name. Throws a UserError for an unknown command or option, or a word too many. */
export const parseCommandLine = (commands: readonly Command[], args: readonly string[]): Request => {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') return { kind: 'help' };
  const names = commands.map((command) => command.name).join(', ');
  if (name === undefined) throw new UserError(`No command is given: choose one of ${names}.`);
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UserError(`There is no command ${name}: choose one of ${names}.`);
  const options: OptionTable = { ...SHARED_OPTIONS, ...command.options };
  const { values, positionals } = parsed(options, rest);
  if (values['help'] === true) return { kind: 'help', command };
  if (positionals[0] !== undefined && !command.words)
    throw new UserError(`${command.name} takes no ${JSON.stringify(positionals[0])}, only options.`);
  return {
    kind: 'run',
    command,
    shared: valuesOf(SHARED_OPTIONS, values),
    values: valuesOf(command.options, values),
    words: positionals,
  };
};

type ParsedValues = Readonly<Record<string, string | boolean | undefined>>;

const valuesOf = <Options extends OptionTable>(options: Options, values: ParsedValues): OptionValues<Options> =>
  Object.fromEntries(
    Object.entries(options).map(([name, { kind }]) => [name, values[name] ?? (kind === 'flag' ? false : undefined)]),
  ) as OptionValues<Options>;

interface Parsed {
  readonly values: ParsedValues;
  readonly positionals: readonly string[];
}

const parsed = (options: OptionTable, args: readonly string[]): Parsed => {
  try {
    const kinds = Object.entries(options).map(
      ([name, { kind }]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }] as const,
    );
    // No option may come twice, so no value is a list.
    const answer: unknown = parseArgs({ args: [...args], options: Object.fromEntries(kinds), allowPositionals: true });
    return answer as Parsed;
  } catch (error) {
    // Node explains at length; its first sentence says it.
    const [sentence = ''] = (error as Error).message
      .replace('argument is ambiguous', 'needs a value that does not begin with a dash')
      .split(/(?<=')\. |\n/);
    throw new UserError(`${sentence.replace(/\.$/, '')}.`, { cause: error });
  }
};
