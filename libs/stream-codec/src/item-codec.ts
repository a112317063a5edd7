import { describeErrors } from '@sales-cdc/sales-event';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { attributeMaps, attributeText, isNull, type Image, type ItemAttribute } from './attribute-value.js';
import { isList, type Member } from './members.js';

/**
 * An entity as a DynamoDB item and back.
 *
 * Law: `decode(encode(a))` is `right(a)`.
 */
export interface ItemCodec<A> {
  readonly encode: (entity: A) => Record<string, ItemAttribute>;
  /** DynamoDB's types count: a text "3" is no number. The left side has one sentence for each broken rule. */
  readonly decode: (image: Image) => Either<readonly string[], A>;
  /** As `decode`, by io-ts alone: slower, and the judge of what the quick reading accepts. */
  readonly decodeCarefully: (image: Image) => Either<readonly string[], A>;
}

type Values = Readonly<Record<string, unknown>>;

/** Derives the item codec of an entity from its io-ts codec. */
export const itemCodec = <A>(codec: t.Type<A, unknown>, members: readonly Member[]): ItemCodec<A> => {
  const decodeCarefully = carefulReader(codec, members);
  const readItem = quickReader(members);
  return {
    encode: (entity) => encodeItem(entity as Values, members),
    decode: (image) => {
      const entity = readItem(image);
      return entity === undefined ? decodeCarefully(image) : right(entity as A);
    },
    decodeCarefully,
  };
};

const encodeItem = (entity: Values, members: readonly Member[]): Record<string, ItemAttribute> => {
  const item: Record<string, ItemAttribute> = {};
  for (const member of members) {
    const value = entity[member.name];
    if (value !== undefined) item[member.name] = encodeMember(value, member);
  }
  return item;
};

const encodeMember = (value: unknown, member: Member): ItemAttribute => {
  if (isList(member))
    return { L: (value as readonly Values[]).map((element) => ({ M: encodeItem(element, member.members) })) };
  return member.attributeType === 'S' ? { S: String(value) } : { N: String(value) };
};

/** Reads an item with each scalar's own reader; undefined for whatever is not plainly right. */
const quickReader =
  (members: readonly Member[]) =>
  (image: Image): Values | undefined => {
    const entity: Record<string, unknown> = {};
    for (const member of members) {
      const attribute = image[member.name];
      if (attribute === undefined && member.optional) continue;
      const value = readQuickly(attribute, member);
      if (value === undefined) return undefined;
      entity[member.name] = value;
    }
    return entity;
  };

const readQuickly = (attribute: unknown, member: Member): unknown => {
  if (isList(member)) {
    const elements = attributeMaps(attribute)?.map(quickReader(member.members));
    return elements?.includes(undefined) ? undefined : elements;
  }
  const text = attributeText(attribute, member.attributeType);
  return text === undefined ? undefined : member.scalar.read(text);
};

const carefulReader =
  <A>(codec: t.Type<A, unknown>, members: readonly Member[]) =>
  (image: Image): Either<readonly string[], A> => {
    const wrongTypes: string[] = [];
    const plain = plainValues(image, members, '', wrongTypes);
    if (wrongTypes.length > 0) return left(wrongTypes);
    const decoded = codec.decode(plain);
    return isLeft(decoded) ? left(describeErrors(decoded.left)) : decoded;
  };

/** The text of each member, for io-ts to judge; members whose attribute has a wrong type are told by their path. */
const plainValues = (image: Image, members: readonly Member[], path: string, wrongTypes: string[]): Values => {
  const plain: Record<string, unknown> = {};
  for (const member of members) {
    const { name, optional } = member;
    const attribute = image[name];
    if (attribute === undefined || (optional && isNull(attribute))) continue;
    const value = isList(member)
      ? attributeMaps(attribute)?.map((map, index) =>
          plainValues(map, member.members, `${path}${name}.${index}.`, wrongTypes),
        )
      : attributeText(attribute, member.attributeType);
    if (value === undefined) wrongTypes.push(`${path}${name}: must be ${wantedType(member)}`);
    else plain[name] = value;
  }
  return plain;
};

const wantedType = (member: Member): string =>
  isList(member) ? 'a list of maps' : `of DynamoDB's type ${member.attributeType}`;
