import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { type Column } from '@sales-cdc/stream-codec';
import { VALIDITY_COLUMNS } from './validity-columns.js';

const NAME = /^[a-z][a-z0-9_]{0,254}$/;

/**
 * Words that stand for themselves in no SELECT.
 * https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
 */
const RESERVED = new Set(
  (
    'alter and as between by case cast constraint create cross cube current_catalog current_date current_path ' +
    'current_schema current_time current_timestamp current_user deallocate delete describe distinct drop else end ' +
    'escape except execute exists extract false first for from full group grouping having in inner insert intersect ' +
    'into is join json_array json_exists json_object json_query json_table json_value last left like listagg ' +
    'localtime localtimestamp natural normalize not null on or order outer prepare recursive right rollup select skip ' +
    'table then trim true uescape union unnest using values when where with'
  ).split(' '),
);

/** Why the columns cannot be those of a table and its views, a sentence for each reason; none when they can. */
export const columnProblems = (columns: readonly Column[]): readonly string[] => [
  ...columns.flatMap(nameProblems),
  ...repeated([...columns.map(({ name }) => name), ...PARTITION_COLUMNS, ...VALIDITY_COLUMNS]).map(
    (name) => `${name} is a column that the lake adds itself; the member needs another name.`,
  ),
];

const nameProblems = (column: Column): readonly string[] => [
  ...(NAME.test(column.name) ? [] : [`${column.name}: a column has lower-case letters, digits and underscores.`]),
  ...(RESERVED.has(column.name) ? [`${column.name} is a reserved word of Athena's SQL.`] : []),
  ...('columns' in column ? column.columns.flatMap(nameProblems) : []),
];

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);
