import type { WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import { requireTable, type DynamoDbState } from './dynamodb-state.js';
import type { ProvisionedThroughput, TableDescription } from './table-description.js';

/**
 * Changes deletion protection, billing mode and throughput. Differs: the stream of a table cannot be changed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const updateTable = async (
  input: WireObject,
  state: DynamoDbState,
): Promise<{ TableDescription: TableDescription }> => {
  const { DeletionProtectionEnabled, ...rest } = input;
  if (rest.GlobalSecondaryIndexUpdates != null)
    throw validationError('The local cloud does not keep secondary indexes.');
  const { table, body } = requireUpdate(rest, DeletionProtectionEnabled, state);
  const settings: Partial<TableDescription> = {
    ...(typeof DeletionProtectionEnabled === 'boolean' && { DeletionProtectionEnabled }),
    ...billing(body, state.context.clock.now() / 1000),
  };
  return { TableDescription: await state.engine.tables.update(table, settings) };
};

/** dynalite wants at least one of the settings that it knows; deletion protection alone is enough for AWS. */
const requireUpdate = (
  rest: WireObject,
  protection: unknown,
  state: DynamoDbState,
): ReturnType<typeof requireTable> => {
  const namesOnlyTheTable = Object.keys(rest).every((member) => member === 'TableName');
  return requireTable(namesOnlyTheTable && protection != null ? 'DescribeTable' : 'UpdateTable', rest, state);
};

const billing = (body: WireObject, nowSeconds: number): Partial<TableDescription> => {
  const { BillingMode, ProvisionedThroughput } = body as {
    BillingMode?: string;
    ProvisionedThroughput?: ProvisionedThroughput;
  };
  if (BillingMode === 'PAY_PER_REQUEST')
    return {
      BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: nowSeconds },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
    };
  return {
    ...(BillingMode && { BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: nowSeconds } }),
    ...(ProvisionedThroughput && { ProvisionedThroughput: { ...ProvisionedThroughput, NumberOfDecreasesToday: 0 } }),
  };
};
