import { type ScalarKind, type ScalarRule } from '@sales-cdc/sales-event';
import { type Either } from 'fp-ts/lib/Either.js';
import { isList, type Member } from './members.js';

/** One column of the lake; a `struct` has columns of its own, and a `list` holds structs of them. Every column may be null. */
export type Column =
  | { readonly name: string; readonly kind: ScalarKind; readonly comment: string }
  | { readonly name: string; readonly kind: 'struct'; readonly comment: string; readonly columns: readonly Column[] }
  | { readonly name: string; readonly kind: 'list'; readonly comment: string; readonly columns: readonly Column[] };

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
  ...members.map(memberColumn),
  ...derived.map(({ name, scalar, comment }) => ({ name, kind: scalar.kind, comment })),
];

const memberColumn = (member: Member): Column => {
  const { name, optional } = member;
  const comment = (text: string): string => (optional ? `${text}; optional` : text);
  return isList(member)
    ? { name, kind: 'list', comment: comment('a list'), columns: member.members.map(memberColumn) }
    : { name, kind: member.scalar.kind, comment: comment(member.scalar.expectation) };
};
