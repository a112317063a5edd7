import * as t from 'io-ts';

/** What a scalar is in the lake: `int` has 32 bits, `long` has 64, `decimal` is exact with 4 places, `timestamp` is UTC with milliseconds. */
export type ScalarKind = 'text' | 'int' | 'long' | 'decimal' | 'timestamp';

/** What a scalar says about itself; its reader follows from text alone, so every wire format can share it. */
export interface ScalarRule<A extends string | number> {
  readonly name: string;
  readonly kind: ScalarKind;
  /** Completes the sentence "must be …". */
  readonly expectation: string;
  /** The value that a text stands for, or undefined when it stands for none. Must return its own output unchanged. */
  readonly read: (text: string) => A | undefined;
}

/**
 * An io-ts codec of one column. It decodes text; whole numbers may also come as safe JavaScript integers, because those
 * are exact. A decimal comes as text only: a JavaScript number may have lost its last digits before it got here.
 *
 * Law: `decode(encode(a))` is `right(a)`.
 */
export class Scalar<A extends string | number> extends t.Type<A, A> implements ScalarRule<A> {
  readonly _tag = 'Scalar' as const;
  readonly kind: ScalarKind;
  readonly expectation: string;
  readonly read: (text: string) => A | undefined;

  constructor({ name, kind, expectation, read }: ScalarRule<A>) {
    const decode = (input: unknown): A | undefined => {
      const text = textOf(input, kind);
      return text === undefined ? undefined : read(text);
    };
    super(
      name,
      (input): input is A => decode(input) === input,
      (input, context) => {
        const value = decode(input);
        return value === undefined ? t.failure(input, context, `must be ${expectation}`) : t.success(value);
      },
      t.identity,
    );
    this.kind = kind;
    this.expectation = expectation;
    this.read = read;
  }
}

const textOf = (input: unknown, kind: ScalarKind): string | undefined => {
  if (typeof input === 'string') return input;
  const isWhole = (kind === 'int' || kind === 'long') && Number.isSafeInteger(input);
  return isWhole ? String(input) : undefined;
};
