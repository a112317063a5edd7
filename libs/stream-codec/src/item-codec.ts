import { describeErrors } from '@sales-cdc/sales-event';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { attributeText, isNull, type Image, type ScalarAttribute } from './attribute-value.js';
import { type Member } from './members.js';

/**
 * An entity as a DynamoDB item and back.
 *
 * Law: `decode(encode(a))` is `right(a)`.
 */
export interface ItemCodec<A> {
  readonly encode: (entity: A) => Record<string, ScalarAttribute>;
  /** DynamoDB's types count: a text "3" is no number. The left side has one sentence for each broken rule. */
  readonly decode: (image: Image) => Either<readonly string[], A>;
  /** As `decode`, by io-ts alone: slower, and the judge of what the quick reading accepts. */
  readonly decodeCarefully: (image: Image) => Either<readonly string[], A>;
}

/** Derives the item codec of an entity from its io-ts codec. */
export const itemCodec = <A>(codec: t.Type<A, unknown>, members: readonly Member[]): ItemCodec<A> => {
  const decodeCarefully = carefulReader(codec, members);
  const readQuickly = quickReader(members);
  return {
    encode: (entity) => encodeItem(entity as Readonly<Record<string, string | number | undefined>>, members),
    decode: (image) => {
      const entity = readQuickly(image);
      return entity === undefined ? decodeCarefully(image) : right(entity as A);
    },
    decodeCarefully,
  };
};

const encodeItem = (
  entity: Readonly<Record<string, string | number | undefined>>,
  members: readonly Member[],
): Record<string, ScalarAttribute> => {
  const item: Record<string, ScalarAttribute> = {};
  for (const { name, attributeType } of members) {
    const value = entity[name];
    if (value === undefined) continue;
    item[name] = attributeType === 'S' ? { S: String(value) } : { N: String(value) };
  }
  return item;
};

/** Reads an item with each scalar's own reader; undefined for whatever is not plainly right. */
const quickReader =
  (members: readonly Member[]) =>
  (image: Image): Readonly<Record<string, string | number>> | undefined => {
    const entity: Record<string, string | number> = {};
    for (const { name, scalar, optional, attributeType } of members) {
      const attribute = image[name];
      if (attribute === undefined && optional) continue;
      const text = attributeText(attribute, attributeType);
      const value = text === undefined ? undefined : scalar.read(text);
      if (value === undefined) return undefined;
      entity[name] = value;
    }
    return entity;
  };

const carefulReader =
  <A>(codec: t.Type<A, unknown>, members: readonly Member[]) =>
  (image: Image): Either<readonly string[], A> => {
    const plain: Record<string, string> = {};
    const wrongTypes: string[] = [];
    for (const { name, optional, attributeType } of members) {
      const attribute = image[name];
      if (attribute === undefined || (optional && isNull(attribute))) continue;
      const text = attributeText(attribute, attributeType);
      if (text === undefined) wrongTypes.push(`${name}: must be of DynamoDB's type ${attributeType}`);
      else plain[name] = text;
    }
    if (wrongTypes.length > 0) return left(wrongTypes);
    const decoded = codec.decode(plain);
    return isLeft(decoded) ? left(describeErrors(decoded.left)) : decoded;
  };
