import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { EngineSql } from '@sales-cdc/athena-sql';
import { engineFailure } from './engine-failure.js';
import { LongNumbersFound, needsExactWay } from './exact-decimals.js';
import { QueryFailed } from './query-failed.js';
import { identifier, literal } from './sql-text.js';

/** What one query may use of the machine. */
const SETTINGS: Readonly<Record<string, string>> = {
  threads: '2',
  memory_limit: '256MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Where Athena and DuckDB mean different things by the same words. */
const DIALECT = ["SET TimeZone = 'UTC'", 'SET ieee_floating_point_ops = true', 'SET errors_as_json = true'];

/** A DuckDB in memory, in Athena's dialect. */
export class EngineConnection implements Disposable {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    /** Another connection, outside of the transaction of the first. */
    readonly aside: DuckDBConnection,
    /** A path of this machine as the S3 location that the caller knows. */
    private readonly hidePaths: (text: string) => string,
  ) {}

  /** Loads the engine at the first call. Temporary files of queries that outgrow their memory go to the folder. */
  static async open(temporaryFolder: string, hidePaths: (text: string) => string): Promise<EngineConnection> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', { ...SETTINGS, temp_directory: temporaryFolder });
    const opened = new EngineConnection(instance, await connectTo(instance), await connectTo(instance), hidePaths);
    await opened.connection.run(`ATTACH ':memory:' AS awsdatacatalog`);
    return opened;
  }

  /** From here on no file can be opened but these. */
  async shutDoors(paths: string): Promise<void> {
    await this.connection.run(`SET allowed_paths = ${paths}`);
    await this.connection.run('SET enable_external_access = false');
  }

  async createDatabases(names: Iterable<string>): Promise<void> {
    for (const name of new Set(names))
      await this.connection.run(`CREATE SCHEMA IF NOT EXISTS awsdatacatalog.${identifier(name)}`);
  }

  /** Names without a database are this database's. */
  async use(database: string): Promise<void> {
    await this.connection.run(`SET search_path = ${literal(`awsdatacatalog.${identifier(database)},memory.main`)}`);
  }

  /** The first value of what the SQL gives, as text. */
  async text(sql: string): Promise<string> {
    return String((await this.connection.runAndReadAll(sql)).getRows()[0]?.[0]);
  }

  /** The bound plan as JSON. Throws `QueryFailed` in Athena's words where the query cannot be bound. */
  async boundPlan(sql: EngineSql): Promise<string> {
    const plan = await this.text(`SELECT json_serialize_plan(${literal(sql.text)})`);
    if (!plan.startsWith('{"error":true')) return plan;
    // Asked for its plan in words the engine tells the error with its place.
    await this.failing(sql, () => this.connection.prepare(sql.text));
    throw new QueryFailed('GENERIC_INTERNAL_ERROR: the engine could not plan the query');
  }

  /** Does the work; its failures are those that Athena would name, or `LongNumbersFound`. */
  async failing<Result>(sql: EngineSql, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LongNumbersFound || needsExactWay(error)) throw new LongNumbersFound();
      throw engineFailure(error, sql, this.hidePaths);
    }
  }

  [Symbol.dispose](): void {
    this.aside.closeSync();
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

const connectTo = async (instance: DuckDBInstance): Promise<DuckDBConnection> => {
  const connection = await instance.connect();
  for (const setting of DIALECT) await connection.run(setting);
  return connection;
};
