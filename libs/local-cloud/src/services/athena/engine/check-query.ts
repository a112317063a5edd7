import { SqlError, type EngineSql, type Query } from '@sales-cdc/athena-sql';
import { asDefined } from './check-view.js';
import type { EngineConnection } from './engine-connection.js';
import type { CheckedView, LakeCatalog, LakeView } from './lake-table.js';
import { QueryFailed } from './query-failed.js';
import { noRows, viewOf } from './table-view.js';

/** The type of a quotient of decimals is known one round later than those of its operands. */
const MOST_ROUNDS = 8;

/** A query with the values of its parameters, as SQL. */
export interface BoundQuery {
  readonly query: Query;
  readonly parameters: readonly string[];
}

/** A query and the views that it names, with all names and types right. */
export interface CheckedQuery {
  readonly sql: EngineSql;
  readonly views: readonly CheckedView[];
}

/** Checks names and types in an engine that holds the tables without their rows and can open no file. */
export const checkQuery = async (
  engine: EngineConnection,
  database: string,
  { tables, views }: LakeCatalog,
  bound: BoundQuery,
  withPath: boolean,
): Promise<CheckedQuery> => {
  await engine.createDatabases([database, ...[...tables, ...views].map((named) => named.database)]);
  // Quotients of whole numbers have the right type only so; the form that runs says `//`.
  await engine.connection.run('SET integer_division = true');
  for (const table of tables) await engine.connection.run(viewOf(table, noRows(table, withPath)));
  const checked: CheckedView[] = [];
  for (const view of views) {
    await engine.use(view.database);
    const sql = await analysing(view, async () =>
      asDefined(engine, view, await typedSql(engine, { query: view.query, parameters: [] })),
    );
    await engine.failing(sql, () => engine.connection.run(viewOf(view, sql.text)));
    checked.push({ database: view.database, name: view.name, sql });
  }
  await engine.use(database);
  return { sql: await typedSql(engine, bound), views: checked };
};

/** An error within a view is told with the view's name; its place is one in the view's own SQL. */
const analysing = async <Result>(
  { database, name, place = 'line 1:1' }: LakeView,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QueryFailed) || error.message.startsWith('VIEW_IS_STALE')) throw error;
    const reason = error.message.replace(/^[A-Z_]+: /, '');
    throw new QueryFailed(
      `INVALID_VIEW: ${place}: Failed analyzing stored view 'awsdatacatalog.${database}.${name}': ${reason}`,
      { cause: error },
    );
  }
};

const typedSql = async (engine: EngineConnection, { query, parameters }: BoundQuery): Promise<EngineSql> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const plan = await engine.boundPlan(refusing(() => query.probe(parameters)));
    if (!query.learn(plan)) break;
  }
  return refusing(() => query.rewrite(parameters));
};

/** What Athena would refuse ends the query in Athena's words. */
export const refusing = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlError) throw new QueryFailed(error.message, { cause: error });
    throw error;
  }
};
