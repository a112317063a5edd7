/**
 * What an argument must be, one letter each; the last stands for all that follow.
 *
 * v varchar, n number, i integer, b boolean, d date or timestamp, a array, m map, j json or varchar, x varbinary,
 * c array or map, s varchar or varbinary, I interval, L a lambda that the call itself writes; E an element of the first
 * argument, K a key of it, F what fits with it; q anything, its type is wanted; T one type that all T's share; * anything.
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
  /** A value of the result's type, for as long as the arguments' types are not known and may not fit. */
  readonly meanwhile?: string;
}

/** A function whose arguments must fit each other: until it is known that they do, something else stands for it. */
export const fitting = (entry: FunctionEntry, meanwhile: string): FunctionEntry => ({ ...entry, meanwhile });

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
