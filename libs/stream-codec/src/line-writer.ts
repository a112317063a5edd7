import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { type Change } from './change.js';
import { imageColumns, type Column, type DerivedColumn } from './columns.js';
import { JSON_WRITERS, jsonMoment, jsonText } from './line-json.js';
import { isList, type ListMember, type Member } from './members.js';
import { type Rejection } from './rejection.js';

/** Writes the line of a change, with its `\n`; rejects an entity whose derived columns cannot be worked out. */
export type LineWriter<A> = (change: Change<A>) => Either<Rejection, string>;

/** What the lines of an entity are made of. */
export interface LineShape<A> {
  readonly members: readonly Member[];
  readonly derived: readonly DerivedColumn<A>[];
  readonly schemaVersion: number;
}

/** The columns of a line, in the order in which {@link lineWriter} writes them. */
export const lineColumns = <A>({ members, derived }: LineShape<A>): readonly Column[] => {
  const columns = imageColumns(members, derived);
  return [
    { name: 'op', kind: 'text', comment: 'c insert, u update, d delete, r backfill; take any other as an upsert' },
    { name: 'event_id', kind: 'text', comment: 'eventID of the stream record' },
    { name: 'sequence_number', kind: 'text', comment: 'padded to 40 digits: text order is the true order' },
    { name: 'committed_at', kind: 'timestamp', comment: 'when DynamoDB wrote it, in whole seconds' },
    { name: 'processed_at', kind: 'timestamp', comment: 'when the transform saw it' },
    { name: 'schema_version', kind: 'int', comment: 'version of the schema that read it' },
    ...columns,
    { name: 'before', kind: 'struct', comment: 'previous image of an update', columns },
    { name: 'unrecognised', kind: 'text', comment: 'JSON of attributes that the schema does not know' },
  ];
};

/** A writer for all lines of one moment of processing (milliseconds since 1970). */
export const lineWriter = <A>(shape: LineShape<A>): ((processedAtMs: number) => LineWriter<A>) => {
  const writeImage = imageWriter(shape);
  return (processedAtMs) => {
    const committedAt = momentWriter();
    const stamp = `,"processed_at":${jsonMoment(processedAtMs)},"schema_version":${shape.schemaVersion}`;
    return (change) => {
      const image = writeImage(change.image);
      if (isLeft(image)) return image;
      const before = change.before === undefined ? undefined : writeImage(change.before);
      const previous = before?._tag === 'Right' ? `{${before.right.slice(1)}}` : 'null';
      const unrecognised = change.unrecognised === undefined ? 'null' : jsonText(change.unrecognised);
      return right(
        `{"op":"${change.op}","event_id":${jsonText(change.eventId)},"sequence_number":"${change.sequenceNumber}"` +
          `,"committed_at":${committedAt(change.committedAtMs)}${stamp}` +
          `${image.right},"before":${previous},"unrecognised":${unrecognised}}\n`,
      );
    };
  };
};

/** Writes the members `,"name":value` of an image; what is absent is null, so every line has every column. */
const imageWriter = <A>({ members, derived }: LineShape<A>): ((entity: A) => Either<Rejection, string>) => {
  const writeMembers = memberWriter(members);
  return (entity) => {
    let json = writeMembers(entity as Values);
    for (const { name, scalar, from } of derived) {
      const value = from(entity);
      if (isLeft(value)) return left({ reason: 'invalid-item', details: [value.left] });
      json += `,${JSON.stringify(name)}:${JSON_WRITERS[scalar.kind](String(value.right))}`;
    }
    return right(json);
  };
};

type Values = Readonly<Record<string, unknown>>;

const memberWriter = (members: readonly Member[]): ((values: Values) => string) => {
  const steps = members.map((member) => ({
    name: member.name,
    key: `,${JSON.stringify(member.name)}:`,
    write: (isList(member) ? listWriter(member) : JSON_WRITERS[member.scalar.kind]) as (value: unknown) => string,
  }));
  return (values) => {
    let json = '';
    for (const { name, key, write } of steps) {
      const value = values[name];
      json += value === undefined ? `${key}null` : key + write(value);
    }
    return json;
  };
};

const listWriter = ({ members }: ListMember): ((elements: readonly Values[]) => string) => {
  const write = memberWriter(members);
  return (elements) => `[${elements.map((element) => `{${write(element).slice(1)}}`).join(',')}]`;
};

/** As `jsonMoment`, with the last answer kept: changes arrive in order, so neighbours were committed in the same second. */
const momentWriter = (): ((ms: number) => string) => {
  let lastMs = NaN;
  let lastJson = '';
  return (ms) => {
    if (ms !== lastMs) {
      lastMs = ms;
      lastJson = jsonMoment(ms);
    }
    return lastJson;
  };
};
