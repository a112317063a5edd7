import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { attributeJson } from './attribute-json.js';
import { attributeMaps, type Image } from './attribute-value.js';
import { type Change } from './change.js';
import { type Column, type DerivedColumn } from './columns.js';
import { itemCodec, type ItemCodec } from './item-codec.js';
import { lineColumns, lineWriter, type LineWriter } from './line-writer.js';
import { isList, membersOf, type Member } from './members.js';
import { type Rejection } from './rejection.js';
import { readStreamRecord } from './stream-record.js';

/** What a team says about its entity; everything else is derived. */
export interface EntityDescription<A> {
  /** A `type`/`partial`/`intersection` of scalars and lists of such, in the order that the lake's columns shall have. */
  readonly codec: t.Type<A, unknown>;
  readonly schemaVersion: number;
  readonly derived?: readonly DerivedColumn<A>[];
}

/** The shapes of one entity: its DynamoDB item, the change in a stream record, and the line in the lake. */
export interface EntityStream<A> {
  readonly item: ItemCodec<A>;
  /** The lake's columns in the order of the line. */
  readonly columns: readonly Column[];
  /** The members without which an item is none of this entity. */
  readonly required: readonly string[];
  /** Reads a parsed stream record. Never throws. */
  readonly change: (record: unknown) => Either<Rejection, Change<A>>;
  /** A writer of lines that are processed at the given time (milliseconds since 1970). */
  readonly linesAt: (processedAtMs: number) => LineWriter<A>;
}

/** Derives all shapes of an entity from its io-ts codec; throws when the codec holds what is no column. */
export const entityStream = <A>({ codec, schemaVersion, derived = [] }: EntityDescription<A>): EntityStream<A> => {
  const members = membersOf(codec);
  const shape = { members, derived, schemaVersion };
  const item = itemCodec(codec, members);
  return {
    item,
    columns: lineColumns(shape),
    required: members.filter(({ optional }) => !optional).map(({ name }) => name),
    change: changeReader(item, knownMembers(members)),
    linesAt: lineWriter(shape),
  };
};

const changeReader =
  <A>(item: ItemCodec<A>, known: KnownMembers) =>
  (input: unknown): Either<Rejection, Change<A>> => {
    const record = readStreamRecord(input);
    if (isLeft(record)) return record;
    const { op, eventId, sequenceNumber, committedAtMs } = record.right;
    const image = item.decode(record.right.image);
    if (isLeft(image)) return left({ reason: 'invalid-item', details: image.left });
    const unrecognised = unrecognisedJson(record.right.image, known);
    if (isLeft(unrecognised)) return left({ reason: 'invalid-item', details: [unrecognised.left] });
    const before = previous(item, record.right.before);
    return right({
      op,
      eventId,
      sequenceNumber,
      committedAtMs,
      image: image.right,
      before,
      unrecognised: unrecognised.right,
    });
  };

/** A previous image that breaks the schema is left out: its own change was rejected, and this one may be its repair. */
const previous = <A>(item: ItemCodec<A>, image: Image | undefined): A | undefined => {
  if (!image) return undefined;
  const decoded = item.decode(image);
  return isLeft(decoded) ? undefined : decoded.right;
};

/** The members that the schema knows; of those that are lists also what it knows of their elements. */
type KnownMembers = ReadonlyMap<string, KnownMembers | 'scalar'>;

const knownMembers = (members: readonly Member[]): KnownMembers =>
  new Map(members.map((member) => [member.name, isList(member) ? knownMembers(member.members) : 'scalar']));

/** A list one of whose elements has an attribute that the schema does not know is kept whole, beside its column. */
const isRecognised = (attribute: unknown, known: KnownMembers | 'scalar' | undefined): boolean => {
  if (known === undefined || known === 'scalar') return known === 'scalar';
  return (attributeMaps(attribute) ?? []).every((map) =>
    Object.entries(map).every(([name, value]) => isRecognised(value, known.get(name))),
  );
};

const unrecognisedJson = (image: Image, known: KnownMembers): Either<string, string | undefined> => {
  let json = '';
  for (const name of Object.keys(image)) {
    if (isRecognised(image[name], known.get(name))) continue;
    const value = attributeJson(image[name]);
    if (value === undefined) return left(`${name}: must be a DynamoDB attribute, nested at most 32 levels deep`);
    json += `${json === '' ? '' : ','}${JSON.stringify(name)}:${value}`;
  }
  return right(json === '' ? undefined : `{${json}}`);
};
