import { type ScalarKind, type ScalarRule } from '@sales-cdc/sales-event';
import { type Either } from 'fp-ts/lib/Either.js';
import { type Member } from './members.js';

/** One column of the lake; a `struct` has columns of its own. Every column may be null. */
export type Column =
  | { readonly name: string; readonly kind: ScalarKind; readonly comment: string }
  | { readonly name: string; readonly kind: 'struct'; readonly comment: string; readonly columns: readonly Column[] };

/** A column that is worked out from the entity; the left side says in one sentence why it cannot be. */
export interface DerivedColumn<A> {
  readonly name: string;
  readonly scalar: ScalarRule<string | number>;
  readonly comment: string;
  readonly from: (entity: A) => Either<string, string | number>;
}

/** The entity's own columns, then the derived ones. */
export const imageColumns = <A>(
  members: readonly Member[],
  derived: readonly DerivedColumn<A>[],
): readonly Column[] => [
  ...members.map(({ name, scalar, optional }) => ({
    name,
    kind: scalar.kind,
    comment: optional ? `${scalar.expectation}; optional` : scalar.expectation,
  })),
  ...derived.map(({ name, scalar, comment }) => ({ name, kind: scalar.kind, comment })),
];
