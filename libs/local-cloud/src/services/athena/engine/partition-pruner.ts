import type { DuckDBConnection } from '@duckdb/node-api';
import type { CheckedQuery } from './check-query.js';
import type { EngineConnection } from './engine-connection.js';
import type { LakeTable, PartitionValues } from './lake-table.js';
import {
  FILTER_OPTIMIZERS,
  matchingPartitions,
  plannedTableView,
  scanFilters,
  type ScanFilters,
} from './partition-filters.js';
import { literal } from './sql-text.js';
import { viewOf } from './table-view.js';

/**
 * Tells which partitions a statement may read: the engine's optimizer moves the statement's conditions to its tables,
 * through joins, views and subqueries, and those that speak of partition columns only are evaluated over the partitions.
 * Where nothing can be told a partition is kept.
 */
export class PartitionPruner {
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly filters: ScanFilters,
  ) {}

  /** Plans the checked statement in the engine, in its transaction; leaves the views of the catalog there. */
  static async create(
    engine: EngineConnection,
    database: string,
    tables: readonly LakeTable[],
    { sql, views }: CheckedQuery,
    withPath: boolean,
  ): Promise<PartitionPruner> {
    const tableOfMark = new Map(tables.map((table, index) => [`§table ${index}§`, table]));
    for (const [mark, table] of tableOfMark)
      await engine.connection.run(viewOf(table, plannedTableView(table, mark, withPath)));
    for (const view of views) {
      await engine.use(view.database);
      await engine.connection.run(viewOf(view, view.sql.text));
    }
    await engine.use(database);
    const filters = tables.some(({ partitionColumns }) => partitionColumns.length > 0)
      ? scanFilters(await filteredPlan(engine, sql.text), tableOfMark)
      : new Map<LakeTable, never>();
    return new PartitionPruner(engine.aside, filters);
  }

  async keep(table: LakeTable, partitions: readonly PartitionValues[]): Promise<readonly boolean[]> {
    const scans = this.filters.get(table) ?? [[]];
    const kept = partitions.map(() => false);
    for (const conditions of scans)
      for (const position of await this.#matching(table, partitions, conditions)) kept[position] = true;
    return kept;
  }

  /** The positions of the partitions that meet all conditions. */
  async #matching(
    table: LakeTable,
    partitions: readonly PartitionValues[],
    conditions: readonly string[],
  ): Promise<ReadonlySet<number>> {
    let matching = new Set(partitions.keys());
    if (matching.size === 0) return matching;
    for (const condition of conditions) {
      const met = await this.#meeting(matchingPartitions(table, partitions, condition));
      if (met) matching = new Set([...matching].filter((position) => met.has(position)));
    }
    return matching;
  }

  /** Undefined for a condition that the engine does not take back from its own plan. */
  async #meeting(sql: string): Promise<ReadonlySet<number> | undefined> {
    try {
      const reader = await this.connection.runAndReadAll(sql);
      return new Set(reader.getRows().map(([position]) => Number(position)));
    } catch {
      return undefined;
    }
  }
}

/** The plan after the conditions have been moved; without conditions where the engine cannot write it. */
const filteredPlan = async (engine: EngineConnection, sql: string): Promise<string> => {
  const names = (await engine.connection.runAndReadAll('SELECT name FROM duckdb_optimizers()')).getRows().map(String);
  const disabled = names.filter((name) => !FILTER_OPTIMIZERS.has(name));
  await engine.connection.run(`SET disabled_optimizers = ${literal(disabled.join(','))}`);
  const plan = await engine.text(`SELECT json_serialize_plan(${literal(sql)}, optimize := true)`);
  await engine.connection.run(`SET disabled_optimizers = ''`);
  return plan;
};
