import type { DuckDBPreparedStatement, DuckDBResult, DuckDBType } from '@duckdb/node-api';
import type { EngineSql } from '@sales-cdc/athena-sql';
import { checkQuery, refusing, type BoundQuery, type CheckedQuery } from './check-query.js';
import { EngineConnection } from './engine-connection.js';
import { filesWithLongNumbers, type LongNumberFiles } from './exact-numbers.js';
import { holdsDecimals } from './glue-type.js';
import type { LakeCatalog, LakeFile, LakeTable } from './lake-table.js';
import { lineText } from './line-text.js';
import { PartitionPruner } from './partition-pruner.js';
import { listOf, literal } from './sql-text.js';
import { readStatement, type Statement } from './statement.js';
import { tableRows, viewOf } from './table-view.js';

export type { BoundQuery } from './check-query.js';

/** A checked query and the objects that it reads. */
export interface PlannedQuery extends CheckedQuery {
  readonly files: ReadonlyMap<LakeTable, readonly LakeFile[]>;
  readonly withPath: boolean;
}

/** A query whose rows are being read, with the text that its errors point into. */
export interface RunningQuery {
  readonly result: DuckDBResult;
  readonly sql: EngineSql;
}

/** A query that is ready to run. */
export interface ReadyQuery {
  readonly sql: EngineSql;
  readonly names: readonly string[];
  readonly types: readonly DuckDBType[];
}

/**
 * Engines of its own for one query: they hold the tables that the query names and can open their files and no other, so
 * that whatever the text of a query says, it reads nothing else. The text is checked in an engine that can open nothing at
 * all, before the other one, which reads, sees it.
 */
export class EngineSession implements Disposable {
  private constructor(
    private readonly checker: EngineConnection,
    private readonly reader: EngineConnection,
  ) {}

  /** Temporary files of queries that outgrow their memory go to the folder. */
  static async open(temporaryFolder: string, hidePaths: (text: string) => string): Promise<EngineSession> {
    const [checker, reader] = await Promise.all([
      EngineConnection.open(temporaryFolder, hidePaths),
      EngineConnection.open(temporaryFolder, hidePaths),
    ]);
    await checker.shutDoors('[]');
    return new EngineSession(checker, reader);
  }

  /** What the query names, by the engine's own parser, without running any of it. */
  async parse({ query, parameters }: BoundQuery): Promise<Statement> {
    const sql = refusing(() => query.probe(parameters));
    return readStatement(sql, await this.checker.text(`SELECT json_serialize_sql(${literal(sql.text)})`));
  }

  /** Checks the query against the columns of its tables and finds the objects that it has to read. */
  async plan(database: string, catalog: LakeCatalog, bound: BoundQuery): Promise<PlannedQuery> {
    const withPath = [bound, ...catalog.views.map(({ query }) => ({ query, parameters: [] }))].some((one) =>
      refusing(() => one.query.probe(one.parameters)).text.includes('"$path"'),
    );
    const checked = await checkQuery(this.checker, database, catalog, bound, withPath);
    await this.reader.createDatabases([database, ...[...catalog.tables, ...catalog.views].map((one) => one.database)]);
    // Within a transaction the time stands still: what was pruned by it stays right.
    await this.reader.connection.run('BEGIN TRANSACTION');
    const pruner = await PartitionPruner.create(this.reader, database, catalog.tables, checked, withPath);
    const files = new Map<LakeTable, readonly LakeFile[]>();
    for (const table of catalog.tables)
      files.set(table, await table.files((partitions) => pruner.keep(table, partitions)));
    return { ...checked, files, withPath };
  }

  /**
   * Shuts every door but the query's files (and a folder to write to), and makes their rows readable. Throws
   * `LongNumbersFound` when it reads a number that needs the exact way.
   */
  async ready(planned: PlannedQuery, longNumbers: LongNumberFiles, outputFolder?: string): Promise<ReadyQuery> {
    const { connection } = this.reader;
    const { sql, files, withPath } = planned;
    if (outputFolder !== undefined) await connection.run(`SET allowed_directories = ${listOf([outputFolder])}`);
    await this.reader.shutDoors(listOf([...files.values()].flat().map(({ path }) => path)));
    return this.reader.failing(sql, async () => {
      for (const [table, tableFiles] of files) {
        const exact = table.columns.some(({ type }) => holdsDecimals(type));
        const reading = {
          withPath,
          decimals: (file: LakeFile) => (exact ? longNumbers.reading(file) : 'plain'),
        } as const;
        await connection.run(viewOf(table, tableRows(table, tableFiles, reading)));
      }
      await connection.run('SET lock_configuration = true');
      const statement = await connection.prepare(sql.text);
      return { sql, ...columnsOf(statement) };
    });
  }

  /** Starts the query; its rows stream. */
  async run({ sql }: ReadyQuery): Promise<RunningQuery> {
    return { result: await this.reader.failing(sql, () => this.reader.connection.stream(sql.text)), sql };
  }

  /** Checks, prunes, shuts the doors and starts. */
  async start(
    database: string,
    tables: readonly LakeTable[],
    bound: BoundQuery,
    longNumbers: LongNumberFiles,
  ): Promise<RunningQuery> {
    return this.run(await this.ready(await this.plan(database, { tables, views: [] }, bound), longNumbers));
  }

  /** Keeps what the query gives as a table of the engine, whose columns are `c0`, `c1`, …; its name. */
  async materialize({ sql, types }: ReadyQuery): Promise<string> {
    const table = 'temp."§result"';
    const columns = types.map((_, index) => `c${index}`).join(', ');
    await this.reader.failing(sql, () =>
      this.reader.connection.run(`CREATE TEMP TABLE "§result" AS SELECT * FROM (${sql.text}\n) AS "§rows"(${columns})`),
    );
    return table;
  }

  /** The rows of SQL over what was materialized. */
  async query({ sql }: ReadyQuery, text: string): Promise<readonly (readonly unknown[])[]> {
    return this.reader.failing(sql, async () => (await this.reader.connection.runAndReadAll(text)).getRows());
  }

  /** The rest of the rows, chunk by chunk; failures are those that Athena would name. */
  async *rows({ result, sql }: RunningQuery): AsyncGenerator<unknown[][]> {
    for (;;) {
      const chunk = await this.reader.failing(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRows();
    }
  }

  /** The lines of the result as CSV, written by the engine; undefined if a column's type is one that it prints otherwise. */
  lines({ sql, types }: ReadyQuery): AsyncGenerator<string> | undefined {
    const line = lineText(types.map((type, index) => ({ sql: `"§rows".c${index}`, type })));
    if (line === undefined) return undefined;
    const before = `SELECT ${line} FROM (`;
    const columns = types.map((_, index) => `c${index}`).join(', ');
    const wrapped: EngineSql = {
      text: `${before}${sql.text}\n) AS "§rows"(${columns})`,
      placeOf: (offset) => sql.placeOf(Math.max(0, offset - Buffer.byteLength(before))),
    };
    return this.#linesOf(wrapped);
  }

  async *#linesOf(sql: EngineSql): AsyncGenerator<string> {
    const result = await this.reader.failing(sql, () => this.reader.connection.stream(sql.text));
    for (;;) {
      const chunk = await this.reader.failing(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield `${chunk.getColumnValues(0).join('\n')}\n`;
    }
  }

  /** Looks through the files of which it is not known whether their numbers need the exact way. Only after a failure. */
  async findLongNumbers({ files }: PlannedQuery, longNumbers: LongNumberFiles): Promise<void> {
    const unknown = longNumbers.unknown(
      [...files].flatMap(([{ columns, format }, some]) =>
        format.kind === 'json' && columns.some(({ type }) => holdsDecimals(type)) ? some : [],
      ),
    );
    for (const compression of ['uncompressed', 'gzip', 'zstd'] as const) {
      const some = unknown.filter((file) => file.compression === compression);
      if (some.length === 0) continue;
      // The failure has ended the transaction of the reader's first connection.
      const reader = await this.reader.aside.runAndReadAll(filesWithLongNumbers(some, compression));
      longNumbers.learn(some, new Set(reader.getRows().map(([path]) => String(path))));
    }
  }

  /** Makes the running query fail at once. */
  interrupt(): void {
    this.checker.connection.interrupt();
    this.reader.connection.interrupt();
  }

  [Symbol.dispose](): void {
    this.checker[Symbol.dispose]();
    this.reader[Symbol.dispose]();
  }
}

const columnsOf = (statement: DuckDBPreparedStatement): Pick<ReadyQuery, 'names' | 'types'> => {
  const indices = Array.from({ length: statement.columnCount }, (_, index) => index);
  try {
    return {
      names: indices.map((index) => statement.columnName(index)),
      types: indices.map((index) => statement.columnType(index)),
    };
  } finally {
    statement.destroySync();
  }
};
