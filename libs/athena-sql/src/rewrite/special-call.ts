import type { FunctionCallContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { textOf, type Fragment } from '../text/fragment.js';
import type { Argument, CallTail } from './calls.js';
import type { Rewriter } from './rewriter.js';

export interface Call {
  readonly context: FunctionCallContext;
  readonly rewriter: Rewriter;
  readonly values: readonly Argument[];
  readonly at: number;
  readonly tail: CallTail;
}

/** A function whose form depends on the types or the literals of its arguments. */
export interface SpecialCall {
  readonly kinds: string;
  readonly arity: readonly [number, number];
  /** It may have DISTINCT, ORDER BY, FILTER and OVER. */
  readonly overRows?: true;
  write(call: Call): Fragment;
}

/** Takes an argument of each kind, but for those at the end that may be left out. */
export const special = (kinds: string, write: (call: Call) => Fragment, least = kinds.length): SpecialCall => ({
  kinds,
  arity: [least, kinds.length],
  write,
});

/** A special call of many rows. */
export const specialOverRows = (kinds: string, write: (call: Call) => Fragment, least = kinds.length): SpecialCall => ({
  ...special(kinds, write, least),
  overRows: true,
});

/** The first three arguments as SQL; there are as many as the arity says. */
export const texts = ({ values }: Call): readonly [string, string, string] => {
  const [a = '', b = '', c = ''] = values.map(({ written }) => textOf(written));
  return [a, b, c];
};
