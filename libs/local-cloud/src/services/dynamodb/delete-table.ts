import type { WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import { requireTable, type DynamoDbState } from './dynamodb-state.js';
import type { TableDescription } from './table-description.js';

/**
 * Differs: the table is gone when this answers. Its stream can be read for another 24 hours, as on AWS.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export const deleteTable = async (
  input: WireObject,
  state: DynamoDbState,
): Promise<{ TableDescription: TableDescription }> => {
  const { table } = requireTable('DeleteTable', input, state);
  const { DeletionProtectionEnabled, TableArn } = table.description;
  if (DeletionProtectionEnabled)
    throw validationError(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. ${TableArn}`,
    );
  const { tables, writer } = state.engine;
  const nowMs = state.context.clock.now();
  return { TableDescription: await tables.exclusively(table, () => tables.remove(table, writer, nowMs)) };
};
