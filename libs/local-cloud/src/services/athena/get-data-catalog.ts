import type { DataCatalog, GetDataCatalogCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { requireCatalog } from './require-catalog.js';

/** There is one. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetDataCatalog.html */
export const getDataCatalog = (
  { Name }: GetDataCatalogCommandInput,
  { context }: AthenaState,
): { readonly DataCatalog: DataCatalog } => {
  requireCatalog(Name);
  return {
    DataCatalog: {
      Name: 'AwsDataCatalog',
      Type: 'GLUE',
      Parameters: { 'catalog-id': context.accountId },
    },
  };
};
