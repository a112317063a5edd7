import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { engineFailure } from './engine-failure.js';
import { filesWithLongNumbers, type LongNumberFiles } from './exact-numbers.js';
import { holdsDecimals } from './glue-type.js';
import { SqlError, type EngineSql, type Query } from '@sales-cdc/athena-sql';
import type { LakeTable } from './lake-table.js';
import { QueryFailed } from './query-failed.js';
import { identifier, listOf, literal } from './sql-text.js';
import { readStatement, type Statement } from './statement.js';
import { emptyTableView, tableView } from './table-view.js';

/** What one query may use of the machine. */
const SETTINGS: Readonly<Record<string, string>> = {
  threads: '2',
  memory_limit: '256MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Where Athena and DuckDB mean different things by the same words. */
const DIALECT = [
  "SET TimeZone = 'UTC'",
  'SET integer_division = true',
  'SET ieee_floating_point_ops = true',
  'SET errors_as_json = true',
];

/** The type of a quotient of decimals is known one round later than those of its operands. */
const MOST_ROUNDS = 8;

/** A query with the values of its parameters, as SQL. */
export interface BoundQuery {
  readonly query: Query;
  readonly parameters: readonly string[];
}

/** A query whose rows are being read, with the text that its errors point into. */
export interface RunningQuery {
  readonly result: DuckDBResult;
  readonly sql: EngineSql;
}

/**
 * An engine of its own for one query: it holds the tables that the query names and can open their files and no other,
 * so that whatever the text of a query says, it reads nothing else.
 */
export class EngineSession implements Disposable {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    /** A path of this machine as the S3 location that the caller knows. */
    private readonly hidePaths: (text: string) => string,
  ) {}

  /** Loads the engine at the first call. Temporary files of queries that outgrow their memory go to the folder. */
  static async open(temporaryFolder: string, hidePaths: (text: string) => string): Promise<EngineSession> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', { ...SETTINGS, temp_directory: temporaryFolder });
    const session = new EngineSession(instance, await instance.connect(), hidePaths);
    for (const setting of DIALECT) await session.connection.run(setting);
    return session;
  }

  /** What the query names, by the engine's own parser, without running any of it. */
  async parse({ query, parameters }: BoundQuery): Promise<Statement> {
    const sql = refusing(() => query.probe(parameters));
    const reader = await this.connection.runAndReadAll(`SELECT json_serialize_sql(${literal(sql.text)})`);
    return readStatement(sql, String(reader.getRows()[0]?.[0]));
  }

  /**
   * Checks the query's types against the tables' columns, shuts every door but the tables' files, and starts it; its
   * rows stream.
   */
  async start(
    database: string,
    tables: readonly LakeTable[],
    bound: BoundQuery,
    longNumbers: LongNumberFiles,
  ): Promise<RunningQuery> {
    await this.#shutDoors(tables);
    const sql = await this.#check(database, tables, bound);
    return this.#failing(sql, async () => {
      await this.#findLongNumbers(tables, longNumbers);
      for (const table of tables) {
        const exact = table.columns.some(({ type }) => holdsDecimals(type));
        await this.connection.run(tableView(table, (file) => exact && longNumbers.isLong(file)));
      }
      // Whole numbers are divided by `//` from here on, so that doubles are divided as IEEE says.
      await this.connection.run('SET integer_division = false');
      await this.connection.run('SET lock_configuration = true');
      return { result: await this.connection.stream(sql.text), sql };
    });
  }

  /** The query as the engine runs it, with all names and types right. */
  async #check(database: string, tables: readonly LakeTable[], { query, parameters }: BoundQuery): Promise<EngineSql> {
    await this.#defineEmpty(database, tables);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const plan = await this.#boundPlan(refusing(() => query.probe(parameters)));
      if (!query.learn(plan)) break;
    }
    return refusing(() => query.rewrite(parameters));
  }

  async #boundPlan(sql: EngineSql): Promise<string> {
    const reader = await this.connection.runAndReadAll(`SELECT json_serialize_plan(${literal(sql.text)})`);
    const plan = String(reader.getRows()[0]?.[0]);
    if (!plan.startsWith('{"error":true')) return plan;
    // Asked for its plan in words the engine tells the error with its place.
    await this.#failing(sql, () => this.connection.prepare(sql.text));
    throw new QueryFailed('GENERIC_INTERNAL_ERROR: the engine could not plan the query');
  }

  /** The rest of the rows, chunk by chunk; failures are those that Athena would name. */
  async *rows({ result, sql }: RunningQuery): AsyncGenerator<unknown[][]> {
    for (;;) {
      const chunk = await this.#failing(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRows();
    }
  }

  /** Makes the running query fail at once. */
  interrupt(): void {
    this.connection.interrupt();
  }

  [Symbol.dispose](): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  async #shutDoors(tables: readonly LakeTable[]): Promise<void> {
    const paths = tables.flatMap(({ files }) => files.map(({ path }) => path));
    await this.connection.run(`SET allowed_paths = ${listOf(paths)}`);
    await this.connection.run('SET enable_external_access = false');
  }

  async #findLongNumbers(tables: readonly LakeTable[], longNumbers: LongNumberFiles): Promise<void> {
    const exactTables = tables.filter(({ columns }) => columns.some(({ type }) => holdsDecimals(type)));
    const files = longNumbers.unknown(exactTables.flatMap((table) => table.files));
    for (const compression of ['uncompressed', 'gzip', 'zstd'] as const) {
      const some = files.filter((file) => file.compression === compression);
      if (some.length === 0) continue;
      const reader = await this.connection.runAndReadAll(filesWithLongNumbers(some, compression));
      longNumbers.learn(some, new Set(reader.getRows().map(([path]) => String(path))));
    }
  }

  /** The tables without their rows: enough to know every name and type. */
  async #defineEmpty(database: string, tables: readonly LakeTable[]): Promise<void> {
    await this.connection.run(`ATTACH ':memory:' AS awsdatacatalog`);
    const databases = new Set([database, ...tables.map((table) => table.database)]);
    for (const name of databases)
      await this.connection.run(`CREATE SCHEMA IF NOT EXISTS awsdatacatalog.${identifier(name)}`);
    for (const table of tables) await this.connection.run(emptyTableView(table));
    await this.connection.run(`SET search_path = ${literal(`awsdatacatalog.${identifier(database)},memory.main`)}`);
  }

  async #failing<Result>(sql: EngineSql, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw engineFailure(error, sql, this.hidePaths);
    }
  }
}

/** What Athena would refuse ends the query in Athena's words. */
const refusing = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlError) throw new QueryFailed(error.message, { cause: error });
    throw error;
  }
};
