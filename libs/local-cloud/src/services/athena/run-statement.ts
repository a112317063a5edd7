import type { AthenaState } from './athena-state.js';
import { runCatalogStatement } from './catalog-statements/run-catalog-statement.js';
import { runExplain } from './run-explain.js';
import { prepareStatement } from './prepared-statements/prepare-statement.js';
import type { QueryRecord } from './query-execution.js';
import type { TextResult } from './text-result.js';
import { createView } from './views/create-view.js';
import { withEngine } from './with-engine.js';
import { writeCsvResult } from './write-csv-result.js';
import { createTableAs } from './writes/create-table-as.js';
import { insertInto } from './writes/insert-into.js';
import { unload } from './writes/unload.js';
import { writeTextResult } from './write-text-result.js';

/** Does what the statement says and writes its result. Throws `QueryFailed` for what the statement or the data did wrong. */
export const runStatement = async (query: QueryRecord, state: AthenaState): Promise<void> => {
  const { statement, parameters } = query.bound;
  switch (statement.kind) {
    case 'query':
      await withEngine(query, { query: statement.query, parameters }, state, (run) =>
        writeCsvResult(query, run, state),
      );
      return;
    case 'create-table-as':
      await createTableAs(query, statement, parameters, state);
      return;
    case 'insert':
      await insertInto(query, statement, parameters, state);
      return;
    case 'unload':
      await unload(query, statement, parameters, state);
      return;
    default:
      await writeTextResult(query, await textOf(query, state), state);
  }
};

const textOf = (query: QueryRecord, state: AthenaState): Promise<TextResult> => {
  const { statement, parameters } = query.bound;
  switch (statement.kind) {
    case 'create-view':
      return createView(query, statement, state);
    case 'explain':
      return runExplain(query, { query: statement.query, parameters }, state);
    case 'prepare':
    case 'deallocate':
      return prepareStatement(statement, query.workGroup, state);
    case 'query':
    case 'create-table-as':
    case 'insert':
    case 'unload':
    case 'execute':
    case 'unsupported':
      throw new Error(`${statement.kind} has no text`);
    default:
      return runCatalogStatement(statement, { ports: state.ports, context: state.context, database: query.database });
  }
};
