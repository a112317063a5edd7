import type { BatchDeleteTableCommandInput, BatchDeleteTableCommandOutput, TableError } from '@aws-sdk/client-glue';
import { catalogName, without, type Catalog } from './catalog.js';
import { invalidInput } from './errors.js';

const MOST_PER_BATCH = 100;

/** Each table by itself: what is not there is reported. https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeleteTable.html */
export const batchDeleteTable = async (
  { DatabaseName, TablesToDelete = [] }: BatchDeleteTableCommandInput,
  catalog: Catalog,
): Promise<Omit<BatchDeleteTableCommandOutput, '$metadata'>> => {
  if (TablesToDelete.length > MOST_PER_BATCH)
    throw invalidInput(`TablesToDelete must have at most ${MOST_PER_BATCH} members.`);
  const errors: TableError[] = [];
  await catalog.changeDatabase(DatabaseName, (database) => {
    const tables = TablesToDelete.reduce((left, name) => {
      if (left[catalogName(name)]) return without(left, catalogName(name));
      const ErrorDetail = { ErrorCode: 'EntityNotFoundException', ErrorMessage: 'Entity Not Found' };
      errors.push({ TableName: name, ErrorDetail });
      return left;
    }, database.tables);
    return { ...database, tables };
  });
  return { Errors: errors };
};
