import { folderOf, placeByDay } from '@sales-cdc/partitioning';
import { type Column, type EntityStream, type Placement } from '@sales-cdc/stream-codec';
import { columnProblems } from './column-problems.js';

/** An entity as the lake has it: all that the table, the views and the infrastructure are named and made by. */
export interface LakeEntity {
  /** In the plural, such as `sales`: part of every name. */
  readonly name: string;
  /** The word for one of them. */
  readonly one: string;
  /** The member that is the partition key of the DynamoDB table, with its DynamoDB type. */
  readonly key: { readonly name: string; readonly type: 'S' | 'N' };
  /** The table of changes in the catalog. */
  readonly tableName: string;
  /** The folder of its lines in the bucket. */
  readonly folder: string;
  /** The columns of its lines. */
  readonly columns: readonly Column[];
}

/** A {@link LakeEntity} with what the transform needs: how its records are read, and where its lines belong. */
export interface StreamedEntity<A> extends LakeEntity {
  readonly stream: EntityStream<A>;
  readonly placement: Placement<A>;
}

/** What a team says about its entity in the lake; everything else follows. */
export interface LakeEntityDescription<A, Moment extends keyof A & string> {
  readonly name: string;
  readonly one: string;
  readonly stream: EntityStream<A>;
  readonly key: keyof A & string;
  /** The timestamp by whose day (UTC) the lake is partitioned. */
  readonly happenedAt: Moment;
  /** `<name>_changes` when it is not given. */
  readonly tableName?: string;
}

/** Bucket names hold the name and have no room for more; Glue knows no capitals, S3 no underscores. */
const NAME = /^[a-z][a-z0-9]{0,15}$/;

/** Throws one sentence when the entity cannot have a table, a view or a bucket by that description. */
export const lakeEntity = <Moment extends string, A extends Readonly<Record<Moment, string>>>(
  description: LakeEntityDescription<A, Moment & keyof A & string>,
): StreamedEntity<A> => {
  const { name, one, stream, key, happenedAt, tableName = `${name}_changes` } = description;
  if (!NAME.test(name)) throw new Error(`${name}: a name has 1 to 16 lower-case letters and digits.`);
  const [problem] = columnProblems(stream.columns);
  if (problem !== undefined) throw new Error(`${name}: ${problem}`);
  if (requiredKind(stream, happenedAt) !== 'timestamp')
    throw new Error(`${name}.${happenedAt}: what places an entity must be a required timestamp.`);
  return {
    name,
    one,
    key: { name: key, type: keyType(name, key, stream) },
    tableName,
    folder: folderOf(name),
    columns: stream.columns,
    stream,
    placement: placeByDay<Moment>(happenedAt),
  };
};

const KEY_TYPES: Readonly<Record<string, 'S' | 'N'>> = { text: 'S', timestamp: 'S', int: 'N', long: 'N', decimal: 'N' };

const keyType = (name: string, key: string, stream: LineShape): 'S' | 'N' => {
  const type = KEY_TYPES[requiredKind(stream, key) ?? ''];
  if (type === undefined) throw new Error(`${name}.${key}: a key must be a required scalar.`);
  return type;
};

type LineShape = Pick<EntityStream<never>, 'columns' | 'required'>;

/** The kind of a member that every entity has; undefined for one that may be absent. */
const requiredKind = ({ required, columns }: LineShape, member: string): Column['kind'] | undefined =>
  required.includes(member) ? columns.find(({ name }) => name === member)?.kind : undefined;
