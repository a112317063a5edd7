import type { Api } from '../../core/operation.js';
import { batchGetNamedQuery } from './batch-get-named-query.js';
import { batchGetQueryExecution } from './batch-get-query-execution.js';
import { getNamedQuery } from './get-named-query.js';
import { getQueryExecution } from './get-query-execution.js';
import { getQueryResults } from './get-query-results.js';
import { getTableMetadata } from './get-table-metadata.js';
import { getWorkGroup } from './get-work-group.js';
import { listDataCatalogs } from './list-data-catalogs.js';
import { listDatabases } from './list-databases.js';
import { listNamedQueries } from './list-named-queries.js';
import { listQueryExecutions } from './list-query-executions.js';
import { listTableMetadata } from './list-table-metadata.js';
import { listWorkGroups } from './list-work-groups.js';
import { startQueryExecution } from './start-query-execution.js';
import { stopQueryExecution } from './stop-query-execution.js';

export const athenaOperations = {
  StartQueryExecution: startQueryExecution,
  StopQueryExecution: stopQueryExecution,
  GetQueryExecution: getQueryExecution,
  BatchGetQueryExecution: batchGetQueryExecution,
  ListQueryExecutions: listQueryExecutions,
  GetQueryResults: getQueryResults,
  GetWorkGroup: getWorkGroup,
  ListWorkGroups: listWorkGroups,
  GetNamedQuery: getNamedQuery,
  BatchGetNamedQuery: batchGetNamedQuery,
  ListNamedQueries: listNamedQueries,
  ListDataCatalogs: listDataCatalogs,
  ListDatabases: listDatabases,
  ListTableMetadata: listTableMetadata,
  GetTableMetadata: getTableMetadata,
};

/** Athena as its neighbours see it. */
export type AthenaApi = Api<typeof athenaOperations>;
