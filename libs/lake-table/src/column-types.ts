import { DECIMAL_PRECISION, DECIMAL_SCALE, type ScalarKind } from '@sales-cdc/sales-event';
import { type Column } from '@sales-cdc/stream-codec';

/** A column of a table or of a view: those of a line, and what only a view works out. */
export type LakeColumn = Column | { readonly name: string; readonly kind: 'boolean'; readonly comment: string };

type PlainKind = ScalarKind | 'boolean';

const DECIMAL = `decimal(${DECIMAL_PRECISION},${DECIMAL_SCALE})`;

/** https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const GLUE_TYPES: Readonly<Record<PlainKind, string>> = {
  text: 'string',
  int: 'int',
  long: 'bigint',
  decimal: DECIMAL,
  timestamp: 'timestamp',
  boolean: 'boolean',
};

/** Athena's timestamps have milliseconds. https://trino.io/docs/current/language/types.html */
const TRINO_TYPES: Readonly<Record<PlainKind, string>> = {
  text: 'varchar',
  int: 'integer',
  long: 'bigint',
  decimal: DECIMAL,
  timestamp: 'timestamp(3)',
  boolean: 'boolean',
};

/** The type as the Glue catalog writes it, which is Hive's way. */
export const glueType = (column: LakeColumn): string =>
  'columns' in column ? inList(column, 'array<', glueStruct(column.columns), '>') : GLUE_TYPES[column.kind];

const glueStruct = (columns: readonly Column[]): string =>
  `struct<${columns.map((member) => `${member.name}:${glueType(member)}`).join(',')}>`;

const inList = ({ kind }: Column, open: string, struct: string, close: string): string =>
  kind === 'list' ? open + struct + close : struct;

/** The type as Athena's engine writes it, also in the definition of a view. */
export const trinoType = (column: LakeColumn): string =>
  'columns' in column ? inList(column, 'array(', trinoRow(column.columns), ')') : TRINO_TYPES[column.kind];

const trinoRow = (columns: readonly Column[]): string =>
  `row(${columns.map((member) => `${member.name} ${trinoType(member)}`).join(', ')})`;
