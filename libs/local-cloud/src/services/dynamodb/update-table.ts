import type { WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import { requireTable, type DynamoDbState } from './dynamodb-state.js';
import { checkStreamSpecification } from './stream-specification.js';
import {
  describeStream,
  type ProvisionedThroughput,
  type StreamSpecification,
  type TableDescription,
} from './table-description.js';
import type { Table } from './tables.js';

/**
 * Changes the stream, deletion protection, billing mode and throughput.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const updateTable = async (
  input: WireObject,
  state: DynamoDbState,
): Promise<{ TableDescription: TableDescription }> => {
  const { DeletionProtectionEnabled, StreamSpecification, ...rest } = input;
  if (rest.GlobalSecondaryIndexUpdates != null)
    throw validationError('The local cloud does not keep secondary indexes.');
  const { table, body } = requireUpdate(rest, DeletionProtectionEnabled ?? StreamSpecification, state);
  const specification = checkStreamSpecification(StreamSpecification);
  const { tables } = state.engine;
  const settings: Partial<TableDescription> = {
    ...(typeof DeletionProtectionEnabled === 'boolean' && { DeletionProtectionEnabled }),
    ...billing(body, state.context.clock.now() / 1000),
  };
  const description = await tables.exclusively(table, async () => {
    if (specification) await replaceStream(table, specification, state);
    return tables.update(table, settings);
  });
  return { TableDescription: description };
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html */
const replaceStream = async (
  table: Table,
  specification: StreamSpecification,
  { engine, context }: DynamoDbState,
): Promise<void> => {
  const { TableName, TableArn } = table.description;
  if (specification.StreamEnabled === (table.stream !== undefined))
    throw validationError(
      `Table already has ${specification.StreamEnabled ? 'an enabled' : 'a disabled'} stream: TableName: ${TableName}`,
    );
  const nowMs = context.clock.now();
  const { StreamSpecification: _former, ...description } = table.description;
  const stream = describeStream(specification, TableArn, engine.tables.streamTimeMs(TableName, nowMs));
  await engine.tables.replaceStream(table, { ...description, ...stream }, engine.writer, nowMs);
};

/** dynalite wants at least one of the settings that it knows; one of those that it does not is enough for AWS. */
const requireUpdate = (rest: WireObject, ours: unknown, state: DynamoDbState): ReturnType<typeof requireTable> => {
  const namesOnlyTheTable = Object.keys(rest).every((member) => member === 'TableName');
  return requireTable(namesOnlyTheTable && ours != null ? 'DescribeTable' : 'UpdateTable', rest, state);
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
