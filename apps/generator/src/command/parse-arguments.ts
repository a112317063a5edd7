import { parseArgs } from 'node:util';
import { UserError } from '@sales-cdc/deployment';
import { oneOf, positiveNumber, share, wholeNumber } from './option-values.js';
import type { TargetOptions } from '../table/target.js';
import type { ServeOptions } from './serve-options.js';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly where: TargetOptions; readonly options: ServeOptions };

/** Writes per second of a run without end. */
const DEFAULT_RATE = 10;
const DEFAULT_CONCURRENCY = 16;
const STAGES = ['dev', 'prod'] as const;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  stage: text,
  table: text,
  endpoint: text,
  region: text,
  outputs: text,
  sales: text,
  from: text,
  seed: text,
  updates: text,
  deletes: text,
  'match-returns': flag,
  rate: text,
  concurrency: text,
  json: flag,
  help: flag,
} as const;

/** Reads the words after the program's name. Throws a UserError for an unknown command or option, or a bad value. */
export const parseArguments = (words: readonly string[]): Command => {
  const { values, positionals } = parsed(words);
  if (values.help) return { kind: 'help' };
  const [command, ...more] = positionals;
  if (command !== 'serve')
    throw new UserError(command === undefined ? 'No command is given.' : `There is no command ${command}.`);
  if (more[0] !== undefined) throw new UserError(`Nothing is known about ${more[0]}.`);
  const sales = wholeNumber('--sales', values.sales);
  const rate = positiveNumber('--rate', values.rate);
  const isEndless = sales === undefined && values.from === undefined;
  return {
    kind: 'serve',
    where: {
      stage: oneOf('--stage', STAGES, values.stage) ?? 'dev',
      table: values.table,
      endpoint: values.endpoint,
      region: values.region,
      outputs: values.outputs,
    },
    options: {
      sales,
      rate: rate ?? (isEndless ? DEFAULT_RATE : undefined),
      seed: wholeNumber('--seed', values.seed),
      updates: share('--updates', values.updates) ?? 0,
      deletes: share('--deletes', values.deletes) ?? 0,
      matchReturns: values['match-returns'] ?? false,
      from: values.from,
      json: values.json ?? false,
      concurrency: wholeNumber('--concurrency', values.concurrency, 1) ?? DEFAULT_CONCURRENCY,
    },
  };
};

const parsed = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node explains at length; its first sentence says it.
    const [sentence = ''] = (error as Error).message
      .replace('argument is ambiguous', 'needs a value that does not begin with a dash')
      .split(/(?<=')\. |\n/);
    throw new UserError(`${sentence.replace(/\.$/, '')}.`, { cause: error });
  }
};
