import { AwsError } from '@sales-cdc/aws-wire';
import { type DateFormat, parseDatePattern } from './date-pattern.js';

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'timestamp'; readonly format: DateFormat }
  | { readonly kind: 'errorOutputType' }
  | { readonly kind: 'randomString' }
  | { readonly kind: 'partitionKey'; readonly name: string };

/** A parsed Prefix or ErrorOutputPrefix. */
export interface Prefix {
  readonly parts: readonly Part[];
}

/** What the expressions of a prefix can refer to. */
export interface PrefixValues {
  /** Arrival of the oldest record in the object: one instant for all expressions. */
  readonly timestampMs: number;
  readonly random: () => number;
  readonly errorOutputType?: string;
  readonly partitionKeys?: Readonly<Record<string, string>>;
}

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

/** https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
export const parsePrefix = (text: string): Prefix => {
  const [first = '', ...rest] = text.split('!{');
  const parts = rest.flatMap((chunk): Part[] => {
    const end = chunk.indexOf('}');
    if (end < 0) throw invalid(`The prefix ${text} has an expression without its closing brace.`);
    return [parseExpression(chunk.slice(0, end), text), { kind: 'text', text: chunk.slice(end + 1) }];
  });
  return {
    parts: [{ kind: 'text', text: first } as const, ...parts].filter(
      (part) => part.kind !== 'text' || part.text !== '',
    ),
  };
};

const parseExpression = (expression: string, prefix: string): Part => {
  const colon = expression.indexOf(':');
  const namespace = expression.slice(0, Math.max(0, colon));
  const argument = expression.slice(colon + 1);
  if (namespace === 'timestamp') return { kind: 'timestamp', format: requireFormat(argument, prefix) };
  if (expression === 'firehose:error-output-type') return { kind: 'errorOutputType' };
  if (expression === 'firehose:random-string') return { kind: 'randomString' };
  if (namespace === 'partitionKeyFromLambda' && argument !== '') return { kind: 'partitionKey', name: argument };
  throw invalid(
    `The prefix ${prefix} has the expression !{${expression}}; use timestamp, firehose:error-output-type, firehose:random-string or partitionKeyFromLambda.`,
  );
};

const requireFormat = (pattern: string, prefix: string): DateFormat => {
  const format = parseDatePattern(pattern);
  if (typeof format === 'function') return format;
  throw invalid(
    `The prefix ${prefix} has a timestamp pattern with ${format.unknown}, which the local cloud does not know.`,
  );
};

export const hasExpression = ({ parts }: Prefix): boolean => parts.some(({ kind }) => kind !== 'text');
export const hasErrorOutputType = ({ parts }: Prefix): boolean => parts.some(({ kind }) => kind === 'errorOutputType');
/** The partition keys that records must bring, in the order of the prefix. */
export const partitionKeyNames = ({ parts }: Prefix): readonly string[] =>
  parts.flatMap((part) => (part.kind === 'partitionKey' ? [part.name] : []));

/** AWS appends this, literally, to a prefix without any expression. */
const DEFAULT_TIME: Part = {
  kind: 'timestamp',
  format: (timestampMs) => `${new Date(timestampMs).toISOString().slice(0, 13).replace(/[-T]/g, '/')}/`,
};

/** The start of an object's key. */
export const evaluatePrefix = (prefix: Prefix, values: PrefixValues): string => {
  const parts = hasExpression(prefix) ? prefix.parts : [...prefix.parts, DEFAULT_TIME];
  return parts.map((part) => evaluatePart(part, values)).join('');
};

const evaluatePart = (
  part: Part,
  { timestampMs, random, errorOutputType = '', partitionKeys = {} }: PrefixValues,
): string => {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'timestamp') return part.format(timestampMs);
  if (part.kind === 'errorOutputType') return errorOutputType;
  if (part.kind === 'randomString') return randomString(random);
  return partitionKeys[part.name] ?? '';
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const randomString = (random: () => number): string =>
  Array.from({ length: 11 }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length))).join('');
