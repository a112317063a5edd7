import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import type { Lookup } from './lookup.js';
import type { Scope } from './scope.js';

/** One call of an intrinsic function: where it stands and what it may ask. */
export interface IntrinsicCall {
  readonly at: Location;
  readonly scope: Scope;
  readonly lookup: Lookup;
  /** Resolves a part of the argument; the steps lead from the argument to it. */
  resolve(value: unknown, ...steps: readonly (string | number)[]): unknown;
}

/** An intrinsic function: its argument, not yet resolved, to its value. */
export type Intrinsic = (argument: unknown, call: IntrinsicCall) => unknown;

/** The argument as a list of that many elements, not yet resolved. */
export const listArgument = (
  argument: unknown,
  length: number,
  shape: string,
  { at }: Pick<IntrinsicCall, 'at'>,
): readonly unknown[] => {
  if (!Array.isArray(argument) || argument.length !== length)
    throw new TemplateError(at, `the argument must be ${shape}.`);
  return argument;
};

/** A resolved value where CloudFormation wants a string; numbers and booleans are written out, as it does. */
export const text = (value: unknown, what: string, { at }: Pick<IntrinsicCall, 'at'>): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(at, `${what} must be a string.`);
};

/** A resolved value where CloudFormation wants a list. */
export const list = (value: unknown, what: string, { at }: Pick<IntrinsicCall, 'at'>): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new TemplateError(at, `${what} must be a list.`);
};
