import { Scalar, Text, type ScalarKind, type ScalarRule } from '@sales-cdc/sales-event';
import type * as t from 'io-ts';
import { type AttributeType } from './attribute-value.js';

/** One member of an entity: its column and its DynamoDB attribute. */
export interface Member {
  readonly name: string;
  readonly scalar: ScalarRule<string | number>;
  readonly optional: boolean;
  readonly attributeType: AttributeType;
}

const ATTRIBUTE_TYPES: Readonly<Record<ScalarKind, AttributeType>> = {
  text: 'S',
  timestamp: 'S',
  int: 'N',
  long: 'N',
  decimal: 'N',
};

/**
 * The members of an io-ts codec, in its order. Sees through `type`, `strict`, `partial`, `exact`, `readonly` and
 * `intersection`; throws for any other combinator, because a rule it could not see would be a rule it does not keep.
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
      throw new Error(`${entity}: a stream can be made of type, partial, exact, readonly and intersection only.`);
  }
};

const member = (name: string, type: t.Any, optional: boolean, entity: string): Member => {
  const scalar = type instanceof Scalar ? (type as ScalarRule<string | number>) : plainText(type);
  if (!scalar)
    throw new Error(`${entity}.${name}: ${type.name} is no column. Use a Scalar of sales-event or t.string.`);
  return { name, scalar, optional, attributeType: ATTRIBUTE_TYPES[scalar.kind] };
};

const plainText = (type: t.Any): ScalarRule<string> | undefined =>
  (type as { readonly _tag?: unknown })._tag === 'StringType' ? Text : undefined;
