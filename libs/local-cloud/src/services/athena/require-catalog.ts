import { invalidRequest } from './errors.js';

/** Throws for any catalog but the one that there is; its name may be in any case. */
export const requireCatalog = (name: string | undefined): void => {
  if (name?.toLowerCase() !== 'awsdatacatalog')
    throw invalidRequest(`Catalog ${name ?? ''} is not found; the local cloud has AwsDataCatalog.`);
};
