import type { Api } from '../../core/operation.js';
import { batchGetNamedQuery } from './batch-get-named-query.js';
import { batchGetPreparedStatement } from './prepared-statements/batch-get-prepared-statement.js';
import { createPreparedStatement } from './prepared-statements/create-prepared-statement.js';
import { deletePreparedStatement } from './prepared-statements/delete-prepared-statement.js';
import { getPreparedStatement } from './prepared-statements/get-prepared-statement.js';
import { listPreparedStatements } from './prepared-statements/list-prepared-statements.js';
import { updatePreparedStatement } from './prepared-statements/update-prepared-statement.js';
import { batchGetQueryExecution } from './batch-get-query-execution.js';
import { getNamedQuery } from './get-named-query.js';
import { getQueryExecution } from './get-query-execution.js';
import { getQueryResults } from './get-query-results.js';
import { getTableMetadata } from './get-table-metadata.js';
import { getWorkGroup } from './get-work-group.js';
import { createNamedQuery } from './named-queries/create-named-query.js';
import { deleteNamedQuery } from './named-queries/delete-named-query.js';
import { updateNamedQuery } from './named-queries/update-named-query.js';
import { createWorkGroup } from './work-groups/create-work-group.js';
import { deleteWorkGroup } from './work-groups/delete-work-group.js';
import { updateWorkGroup } from './work-groups/update-work-group.js';
import { getDataCatalog } from './get-data-catalog.js';
import { getDatabase } from './get-database.js';
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
  CreateWorkGroup: createWorkGroup,
  UpdateWorkGroup: updateWorkGroup,
  DeleteWorkGroup: deleteWorkGroup,
  GetWorkGroup: getWorkGroup,
  ListWorkGroups: listWorkGroups,
  CreateNamedQuery: createNamedQuery,
  UpdateNamedQuery: updateNamedQuery,
  DeleteNamedQuery: deleteNamedQuery,
  GetNamedQuery: getNamedQuery,
  BatchGetNamedQuery: batchGetNamedQuery,
  ListNamedQueries: listNamedQueries,
  CreatePreparedStatement: createPreparedStatement,
  UpdatePreparedStatement: updatePreparedStatement,
  GetPreparedStatement: getPreparedStatement,
  BatchGetPreparedStatement: batchGetPreparedStatement,
  ListPreparedStatements: listPreparedStatements,
  DeletePreparedStatement: deletePreparedStatement,
  ListDataCatalogs: listDataCatalogs,
  GetDataCatalog: getDataCatalog,
  GetDatabase: getDatabase,
  ListDatabases: listDatabases,
  ListTableMetadata: listTableMetadata,
  GetTableMetadata: getTableMetadata,
};

/** Athena as its neighbours see it. */
export type AthenaApi = Api<typeof athenaOperations>;
