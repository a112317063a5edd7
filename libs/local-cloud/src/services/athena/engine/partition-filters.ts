import { expressionSql, type ColumnSql, type PlanNode } from './bound-expression.js';
import type { LakeTable, PartitionValues } from './lake-table.js';
import { duckdbType, identifier, literal } from './sql-text.js';

/**
 * What each scan of a table asks of its partition columns: a conjunction of SQL conditions over `p0`, `p1`, … A
 * statement may scan a table more than once.
 */
export type ScanFilters = ReadonlyMap<LakeTable, readonly (readonly string[])[]>;

/** Optimizers that move conditions towards the tables and do not look at the tables' data. */
export const FILTER_OPTIMIZERS: ReadonlySet<string> = new Set([
  'expression_rewriter',
  'filter_pullup',
  'filter_pushdown',
  'cte_inlining',
  'deliminator',
]);

/**
 * SQL of a view that has the table's columns and stands for its rows in a plan; it is bound and never run. The engine
 * knows nothing about its rows, and a first, hidden column tells which table it is.
 */
export const plannedTableView = (table: LakeTable, mark: string, withPath: boolean): string => {
  const columns = [...table.columns, ...table.partitionColumns];
  const types = [...columns.map(({ type }) => duckdbType(type)), ...(withPath ? ['VARCHAR'] : [])];
  const names = [...columns.map(({ name }) => name), ...(withPath ? ['$path'] : [])].map(identifier);
  const values = [literal(mark), ...types.map((type) => `NULL::${type}`)];
  return `SELECT ${names.join(', ')} FROM (VALUES (${values.join(', ')})) AS "§"("§", ${names.join(', ')})`;
};

/** Reads from an optimized plan what it asks of the tables' partitions. A table of which it tells nothing is not in it. */
export const scanFilters = (plan: string, tableOfMark: ReadonlyMap<string, LakeTable>): ScanFilters => {
  const found = new Map<LakeTable, (readonly string[])[]>();
  const visit = (node: PlanNode, above: readonly Condition[]): void => {
    const table = tableOfMark.get(markOf(node) ?? '');
    if (table) {
      found.set(table, [...(found.get(table) ?? []), conditionsOn(table, above)]);
      return;
    }
    for (const child of (node['children'] as PlanNode[] | undefined) ?? []) visit(child, below(node, above));
  };
  for (const node of (JSON.parse(plan) as { readonly plans?: readonly PlanNode[] }).plans ?? []) visit(node, []);
  return found;
};

/** A condition, written with the columns of the node that it is carried to. */
type Condition = (column: ColumnSql) => string | undefined;

/** The conditions that hold for the rows of the node's child: only filters and projections let them through. */
const below = (node: PlanNode, above: readonly Condition[]): readonly Condition[] => {
  const expressions = node['expressions'] as PlanNode[] | undefined;
  if (node['type'] === 'LOGICAL_FILTER') {
    const map = (node['projection_map'] as number[] | undefined) ?? [];
    const own = (expressions ?? []).map((expression) => (column: ColumnSql) => expressionSql(expression, column));
    const carried = above.map(
      (condition) => (column: ColumnSql) => condition((index) => column(map.length > 0 ? (map[index] ?? -1) : index)),
    );
    return [...own, ...carried];
  }
  if (node['type'] !== 'LOGICAL_PROJECTION') return [];
  return above.map(
    (condition) => (column: ColumnSql) =>
      condition((index) => {
        const expression = expressions?.[index];
        return expression && expressionSql(expression, column);
      }),
  );
};

const markOf = (node: PlanNode): string | undefined => {
  if (node['type'] !== 'LOGICAL_EXPRESSION_GET') return undefined;
  const [[first] = []] = (node['expressions'] as PlanNode[][] | undefined) ?? [];
  const value = (first?.['value'] as PlanNode | undefined)?.['value'];
  return typeof value === 'string' ? value : undefined;
};

const conditionsOn = (
  { columns, partitionColumns }: LakeTable,
  conditions: readonly Condition[],
): readonly string[] => {
  const firstPartition = columns.length + 1; // after the mark and the columns of the data
  return conditions.flatMap((condition) => {
    const sql = condition((index) => {
      const partition = index - firstPartition;
      return partition >= 0 && partition < partitionColumns.length ? `p${partition}` : undefined;
    });
    return sql === undefined ? [] : [sql];
  });
};

/** SQL that lists the positions of the partitions for which the condition is true or cannot be told. */
export const matchingPartitions = (
  table: LakeTable,
  partitions: readonly PartitionValues[],
  condition: string,
): string => {
  const rows = partitions.map(
    (values, position) =>
      `(${[position, ...values.map((value) => (value === undefined ? 'NULL' : literal(value)))].join(', ')})`,
  );
  const names = table.partitionColumns.map((_, index) => `t${index}`).join(', ');
  const typed = table.partitionColumns.map(
    ({ type }, index) => `TRY_CAST(t${index} AS ${duckdbType(type)}) AS p${index}`,
  );
  const unreadable = table.partitionColumns.map((_, index) => `(t${index} IS NOT NULL AND p${index} IS NULL)`);
  return `SELECT position FROM (SELECT *, ${typed.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(position, ${names}))
    WHERE ${unreadable.join(' OR ')} OR coalesce(TRY((${condition}) IS TRUE), true)`;
};
