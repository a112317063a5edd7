import { Scalar, Text, type ScalarKind, type ScalarRule } from '@sales-cdc/sales-event';
import type * as t from 'io-ts';
import { type AttributeType } from './attribute-value.js';

/** A member that is one value: its column and its DynamoDB attribute. */
export interface ScalarMember {
  readonly name: string;
  readonly optional: boolean;
  readonly scalar: ScalarRule<string | number>;
  readonly attributeType: AttributeType;
}

/** A member that is a list of objects with these members, such as the lines of an order: in DynamoDB a list of maps. */
export interface ListMember {
  readonly name: string;
  readonly optional: boolean;
  readonly members: readonly Member[];
}

/** One member of an entity. */
export type Member = ScalarMember | ListMember;

export const isList = (member: Member): member is ListMember => 'members' in member;

const ATTRIBUTE_TYPES: Readonly<Record<ScalarKind, AttributeType>> = {
  text: 'S',
  timestamp: 'S',
  int: 'N',
  long: 'N',
  decimal: 'N',
};

/**
 * The members of an io-ts codec, in its order. Sees through `type`, `strict`, `partial`, `exact`, `readonly` and
 * `intersection`, and into an `array` or `readonlyArray` of those; throws for any other combinator, because a rule it
 * could not see would be a rule it does not keep.
 */
export const membersOf = (codec: t.Any): readonly Member[] => membersIn(codec as Combinator, codec.name);

type Combinator =
  | t.InterfaceType<t.AnyProps>
  | t.PartialType<t.AnyProps>
  | t.ExactType<t.Any>
  | t.ReadonlyType<t.Any>
  | t.IntersectionType<t.Any[]>;

const membersIn = (codec: Combinator, entity: string): readonly Member[] => {
  switch (codec._tag) {
    case 'ExactType':
    case 'ReadonlyType':
      return membersIn(codec.type as Combinator, entity);
    case 'IntersectionType':
      return codec.types.flatMap((type) => membersIn(type as Combinator, entity));
    case 'InterfaceType':
    case 'PartialType': {
      const optional = codec._tag === 'PartialType';
      return Object.entries(codec.props).map(([name, type]) => member(name, type, optional, entity));
    }
    default:
      throw new Error(
        `${entity}: a stream can be made of objects only, by type, strict, partial, exact, readonly and intersection.`,
      );
  }
};

const member = (name: string, type: t.Any, optional: boolean, entity: string): Member => {
  const element = elementOf(type);
  if (element) return { name, optional, members: membersIn(element, `${entity}.${name}`) };
  const scalar = type instanceof Scalar ? (type as ScalarRule<string | number>) : plainText(type);
  if (!scalar)
    throw new Error(
      `${entity}.${name}: ${type.name} is no column. Use a Scalar of sales-event, t.string, or a t.array of objects of these.`,
    );
  return { name, scalar, optional, attributeType: ATTRIBUTE_TYPES[scalar.kind] };
};

const elementOf = (type: t.Any): Combinator | undefined => {
  const { _tag, type: element } = type as { readonly _tag?: unknown; readonly type?: unknown };
  return _tag === 'ArrayType' || _tag === 'ReadonlyArrayType' ? (element as Combinator) : undefined;
};

const plainText = (type: t.Any): ScalarRule<string> | undefined =>
  (type as { readonly _tag?: unknown })._tag === 'StringType' ? Text : undefined;
