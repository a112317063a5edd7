import { rm } from 'node:fs/promises';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { AthenaState } from './athena-state.js';
import { athenaOperations, type AthenaApi } from './operations.js';
import type { AthenaPorts } from './ports.js';
import { namedQueryProvisioner } from './provision-named-query.js';
import { preparedStatementProvisioner } from './prepared-statements/provision-prepared-statement.js';
import { workGroupProvisioner } from './provision-work-group.js';
import { temporaryFolder } from './with-engine.js';

export type { AthenaApi } from './operations.js';
export type { AthenaPorts } from './ports.js';

export interface AthenaService extends CloudService {
  readonly api: AthenaApi;
  /** Resolves when the query has ended in whatever way; for callers in process, who need not poll. */
  whenEnded(queryExecutionId: string): Promise<void>;
}

/** SQL over the tables of the catalog; DuckDB is the engine, loaded at the first query. */
export const createAthena = (context: CloudContext, ports: AthenaPorts): AthenaService => {
  const state = new AthenaState(context, ports);
  const api = bindOperations<AthenaState, typeof athenaOperations>(athenaOperations, state);
  return {
    api,
    wire: {
      signingName: 'athena',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonAthena' }],
      schemas: () => import('@aws-sdk/client-athena'),
      operations: api,
    },
    provisioners: [workGroupProvisioner(state), namedQueryProvisioner(state), preparedStatementProvisioner(state)],
    start: () => rm(temporaryFolder(context), { recursive: true, force: true }), // what a killed process left
    whenEnded: (queryExecutionId) => state.ended(queryExecutionId),
    [Symbol.asyncDispose]: () => state.close(),
  };
};
