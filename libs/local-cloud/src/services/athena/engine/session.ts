import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { engineFailure } from './engine-failure.js';
import { filesWithLongNumbers, type LongNumberFiles } from './exact-numbers.js';
import { holdsDecimals } from './glue-type.js';
import type { LakeTable } from './lake-table.js';
import { macrosFor } from './macros.js';
import { identifier, listOf, literal } from './sql-text.js';
import { readStatement, type Statement } from './statement.js';
import { tableView } from './table-view.js';

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
  'SET ieee_floating_point_ops = false',
  'SET errors_as_json = true',
];

/**
 * An engine of its own for one query: it holds the tables that the query names and can open their files and no other,
 * so that whatever the text of a query says, it reads nothing else.
 */
export class EngineSession implements Disposable {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly sql: string,
    /** A path of this machine as the S3 location that the caller knows. */
    private readonly hidePaths: (text: string) => string,
  ) {}

  /** Loads the engine at the first call. Temporary files of queries that outgrow their memory go to the folder. */
  static async open(sql: string, temporaryFolder: string, hidePaths: (text: string) => string): Promise<EngineSession> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', { ...SETTINGS, temp_directory: temporaryFolder });
    const session = new EngineSession(instance, await instance.connect(), sql, hidePaths);
    for (const setting of DIALECT) await session.connection.run(setting);
    return session;
  }

  /** Parses the query without running any of it. */
  async parse(): Promise<Statement> {
    const reader = await this.connection.runAndReadAll(`SELECT json_serialize_sql(${literal(this.sql)})`);
    return readStatement(this.sql, String(reader.getRows()[0]?.[0]));
  }

  /** Defines the tables, shuts every other door, and starts the query; its rows stream. */
  async start(
    database: string,
    tables: readonly LakeTable[],
    { functions }: Statement,
    longNumbers: LongNumberFiles,
  ): Promise<DuckDBResult> {
    return this.#failing(async () => {
      await this.#shutDoors(tables);
      await this.#findLongNumbers(tables, longNumbers);
      await this.#define(database, tables, longNumbers);
      for (const macro of macrosFor(functions)) await this.connection.run(macro);
      await this.connection.run(`SET search_path = ${literal(`awsdatacatalog.${identifier(database)},memory.main`)}`);
      await this.connection.run('SET lock_configuration = true');
      return this.connection.stream(this.sql);
    });
  }

  /** The rest of the rows, chunk by chunk; failures are those that Athena would name. */
  async *rows(result: DuckDBResult): AsyncGenerator<unknown[][]> {
    for (;;) {
      const chunk = await this.#failing(() => result.fetchChunk());
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

  async #define(database: string, tables: readonly LakeTable[], longNumbers: LongNumberFiles): Promise<void> {
    await this.connection.run(`ATTACH ':memory:' AS awsdatacatalog`);
    const databases = new Set([database, ...tables.map((table) => table.database)]);
    for (const name of databases)
      await this.connection.run(`CREATE SCHEMA IF NOT EXISTS awsdatacatalog.${identifier(name)}`);
    for (const table of tables) {
      const exact = table.columns.some(({ type }) => holdsDecimals(type));
      await this.connection.run(tableView(table, (file) => exact && longNumbers.isLong(file)));
    }
  }

  async #failing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw engineFailure(error, this.sql, this.hidePaths);
    }
  }
}
