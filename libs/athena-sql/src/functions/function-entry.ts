/**
 * What an argument must be, one letter each; the last stands for all that follow.
 *
 * v varchar, n number, i integer, b boolean, d date or timestamp, a array, m map, j json or varchar, x varbinary,
 * c array or map; q anything, its type is wanted; T one type that all T's share; * anything.
 */
export type ArgumentKinds = string;

/** A function of Athena in the engine's words. */
export interface FunctionEntry {
  readonly kinds: ArgumentKinds;
  /** How many arguments, at least and at most. */
  readonly arity: readonly [number, number];
  /** `$1`, `$2`, … are the arguments, `$*` all of them, `$T1` the engine's type of the first. */
  readonly sql: string;
  /** Of an aggregate or window function: what goes around the call, written `@`. */
  readonly around?: string;
  readonly role?: 'aggregate' | 'window';
}

const MANY = 100;

/** A function of one row. */
export const scalar = (
  kinds: ArgumentKinds,
  sql: string,
  least = kinds.length,
  most = kinds.length,
): FunctionEntry => ({
  kinds,
  arity: [least, most],
  sql,
});

export const variadic = (kinds: ArgumentKinds, sql: string, least = 1): FunctionEntry => ({
  kinds,
  arity: [least, MANY],
  sql,
});

/** `sql` is the engine's name and its arguments: `arg_max($1, $2)`. */
export const aggregate = (kinds: ArgumentKinds, sql: string, around = '@', least = kinds.length): FunctionEntry => ({
  kinds,
  arity: [least, kinds.length],
  sql,
  around,
  role: 'aggregate',
});

export const windowed = (kinds: ArgumentKinds, sql: string, least = 0): FunctionEntry => ({
  kinds,
  arity: [least, kinds.length],
  sql,
  around: '@',
  role: 'window',
});
