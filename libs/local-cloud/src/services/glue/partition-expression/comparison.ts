import type { Column } from '@aws-sdk/client-glue';
import { invalidInput } from '../errors.js';
import type { Token } from './tokens.js';

const NUMERIC: readonly string[] = ['tinyint', 'smallint', 'int', 'integer', 'bigint', 'long'];
const TEXTUAL: readonly string[] = ['string', 'varchar', 'char', 'date'];

/** Whether the values of a key are compared as whole numbers; else as texts. Other types are refused by name. */
export const isNumeric = ({ Name = '', Type = 'string' }: Column): boolean => {
  const type = Type.toLowerCase().replace(/\(.*/s, '');
  if (NUMERIC.includes(type)) return true;
  if (TEXTUAL.includes(type)) return false;
  throw invalidInput(`The local cloud does not compare the partition key ${Name} of type ${Type}.`);
};

/** Negative, 0 or positive, as the first is less than, equal to or greater than the second. */
const order = (a: string, b: string, key: Column): number => {
  if (!isNumeric(key)) return a < b ? -1 : Number(a > b);
  if (!/^-?\d+$/.test(a)) throw invalidInput(`The partition value ${a} of ${key.Name ?? ''} is no ${key.Type ?? ''}.`);
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : Number(difference > 0n);
};

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** What an operator says of a partition's value and a literal; undefined for what is no comparison. */
export const comparisonOf = (
  operator: Token | undefined,
  key: Column,
): ((value: string, literal: string) => boolean) | undefined => {
  const holds = operator?.kind === 'symbol' ? OPERATORS[operator.value] : undefined;
  return holds && ((value, literal) => holds(order(value, literal, key)));
};

/** `%` is any text and `_` any character. */
export const likePattern = (text: string): RegExp => {
  const source = text
    .replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'su');
};
