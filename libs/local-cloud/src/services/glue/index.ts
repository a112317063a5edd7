import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { Catalog } from './catalog.js';
import { glueOperations, type GlueApi } from './operations.js';
import { databaseProvisioner } from './provision-database.js';
import { tableProvisioner } from './provision-table.js';

export type { GlueApi } from './operations.js';

export interface GlueService extends CloudService {
  readonly api: GlueApi;
}

/** The data catalog: databases, tables and partitions, in one file below `<data directory>/glue`. */
export const createGlue = (context: CloudContext): GlueService => {
  const catalog = new Catalog(context);
  const api = bindOperations<Catalog, typeof glueOperations>(glueOperations, catalog);
  return {
    api,
    wire: {
      signingName: 'glue',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AWSGlue' }],
      schemas: () => import('@aws-sdk/client-glue'),
      operations: api,
    },
    provisioners: [databaseProvisioner(catalog), tableProvisioner(catalog)],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
