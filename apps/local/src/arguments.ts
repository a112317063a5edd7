import { parseArgs } from 'node:util';
import { isStage, STAGES, type Stage } from './stage.js';

/** What one local run is asked to do. */
export interface RunOptions {
  readonly stage: Stage;
  /** Sales to stream; undefined streams until Ctrl-C. */
  readonly sales?: number;
  /** A file of real sales, instead of synthetic ones. */
  readonly from?: string;
  /** A return in the file changes the sale that it belongs to, where that is known. */
  readonly matchReturns: boolean;
  /** False only serves the local cloud. */
  readonly writesSales: boolean;
  /** Leave once everything is delivered and reconciled. */
  readonly exit: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly ratePerSecond?: number;
  readonly seed?: number;
  readonly updates: number;
  readonly deletes: number;
  readonly dataDirectory: string;
  readonly ephemeral: boolean;
  readonly timeScale: number;
  readonly limits: 'aws' | 'lifted';
  readonly port: number;
  /** A cloud assembly to run instead of the synthesized one. */
  readonly assembly?: string;
  /** True starts an empty cloud, to deploy to through CloudFormation. */
  readonly isEmpty: boolean;
}

/** The command line is wrong; the message is one sentence for the person who typed it. */
export class UsageError extends Error {}

const OPTIONS = {
  stage: { type: 'string', default: 'dev' },
  sales: { type: 'string' },
  from: { type: 'string' },
  'match-returns': { type: 'boolean', default: false },
  'no-sales': { type: 'boolean', default: false },
  exit: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  rate: { type: 'string' },
  seed: { type: 'string' },
  updates: { type: 'string', default: '0' },
  deletes: { type: 'string', default: '0' },
  'data-dir': { type: 'string' },
  ephemeral: { type: 'boolean', default: false },
  'time-scale': { type: 'string' },
  'no-limits': { type: 'boolean', default: false },
  port: { type: 'string', default: '4566' },
  assembly: { type: 'string' },
  'no-stack': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const HELP = `Usage: npm start -- [options]

Synthesizes the pipeline, runs its template on this machine and streams sales through it.

  --sales N           stream N sales (0: only drain what the data directory holds); without it, until Ctrl-C
  --from FILE         stream the sales of a CSV or NDJSON file, plain or gzip
  --match-returns     with --from: a return changes the sale that it belongs to and is no sale of its own
  --no-sales          only serve the local cloud
  --exit              leave when everything is delivered and reconciled: exit code 0, or 1 if anything is missing
  --json              print one JSON object as the last line of stdout
  --quiet             print no progress
  --rate N            sales per second (default: 10 when streaming without end, else as fast as it goes)
  --seed N            same seed, same sales
  --updates SHARE     share of sales that are updated later, 0 to 1
  --deletes SHARE     share of sales that are deleted later, 0 to 1
  --stage dev|prod    the stage to run (default dev)
  --assembly DIR      run this cloud assembly instead of synthesizing one
  --no-stack          run no assembly: an empty cloud, to deploy to with the CDK CLI; implies --no-sales
  --data-dir DIR      where state is kept (default .sales-cdc/<stage>)
  --ephemeral         keep state in a temporary folder and remove it at the end
  --time-scale N      template intervals pass N times faster (default 1 for dev, 60 for prod)
  --no-limits         lift the service limits, for benchmarks
  --port N            loopback port of the AWS endpoint (default 4566; 0: any free one)`;

/** The options, or undefined when help is asked for. Throws `UsageError`. */
export const parseArguments = (args: readonly string[]): RunOptions | undefined => {
  const values = parse(args);
  if (values.help) return undefined;
  const { stage } = values;
  if (!isStage(stage)) throw new UsageError(`--stage must be ${STAGES.join(' or ')}, not "${stage}".`);

  const sales = optionalNumber('--sales', values.sales, { min: 0, whole: true });
  const ratePerSecond = optionalNumber('--rate', values.rate, { min: 0.001 });
  const seed = optionalNumber('--seed', values.seed, { min: 0, whole: true });
  const isEmpty = values['no-stack'];
  if (isEmpty && values.assembly !== undefined) throw new UsageError('--no-stack cannot be combined with --assembly.');
  if (isEmpty && (sales !== undefined || values.from !== undefined || values.exit))
    throw new UsageError('--no-stack cannot be combined with --sales, --from or --exit.');
  if (values['no-sales'] && (sales !== undefined || values.from !== undefined))
    throw new UsageError('--no-sales cannot be combined with --sales or --from.');
  if (values['match-returns'] && values.from === undefined)
    throw new UsageError('--match-returns needs a file: add --from FILE.');
  if (values.ephemeral && values['data-dir'] !== undefined)
    throw new UsageError('--ephemeral cannot be combined with --data-dir.');
  if (values.exit && !values['no-sales'] && sales === undefined && values.from === undefined)
    throw new UsageError('--exit needs an end: add --sales N or --from FILE.');

  return {
    stage,
    ...(sales !== undefined && { sales }),
    ...(values.from !== undefined && { from: values.from }),
    matchReturns: values['match-returns'],
    writesSales: !values['no-sales'] && !isEmpty && sales !== 0,
    exit: values.exit,
    json: values.json,
    quiet: values.quiet,
    ...(ratePerSecond !== undefined && { ratePerSecond }),
    ...(seed !== undefined && { seed }),
    updates: number('--updates', values.updates, { min: 0, max: 1 }),
    deletes: number('--deletes', values.deletes, { min: 0, max: 1 }),
    dataDirectory: values['data-dir'] ?? `.sales-cdc/${isEmpty ? 'cloud' : stage}`,
    ephemeral: values.ephemeral,
    timeScale: optionalNumber('--time-scale', values['time-scale'], { min: 0.001 }) ?? (stage === 'prod' ? 60 : 1),
    limits: values['no-limits'] ? 'lifted' : 'aws',
    port: number('--port', values.port, { min: 0, max: 65_535, whole: true }),
    ...(values.assembly !== undefined && { assembly: values.assembly }),
    isEmpty,
  };
};

const parse = (args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\.(?:\s|$)/);
    throw new UsageError(`${sentence}.`, { cause });
  }
};

interface Bounds {
  readonly min: number;
  readonly max?: number;
  readonly whole?: boolean;
}

const number = (
  option: string,
  text: string,
  { min, max = Number.MAX_SAFE_INTEGER, whole = false }: Bounds,
): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isSafeInteger(value))) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new UsageError(`${option} must be a ${whole ? 'whole ' : ''}number ${range}, not "${text}".`);
};

const optionalNumber = (option: string, text: string | undefined, bounds: Bounds): number | undefined =>
  text === undefined ? undefined : number(option, text, bounds);
