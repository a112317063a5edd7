import type { CreatePartitionCommandInput, PartitionInput } from '@aws-sdk/client-glue';
import type { Catalog, PartitionRecord, TableRecord } from './catalog.js';
import { alreadyExists, invalidInput } from './errors.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_CreatePartition.html */
export const createPartition = async (
  input: CreatePartitionCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const createdAtMs = catalog.context.clock.now();
  await catalog.changeTable(input.DatabaseName, input.TableName, (table) =>
    addPartition(table, input.PartitionInput, createdAtMs),
  );
  return {};
};

/** The table with one more partition. */
export const addPartition = (
  table: TableRecord,
  input: PartitionInput | undefined,
  createdAtMs: number,
): TableRecord => {
  const keys = table.input.PartitionKeys ?? [];
  const values = input?.Values ?? [];
  if (values.length === 0 || values.length !== keys.length)
    throw invalidInput(
      `The number of partition keys (${keys.length}) does not match the number of partition values (${values.length}).`,
    );
  const name = JSON.stringify(values);
  if (table.partitions[name]) throw alreadyExists('Partition already exists.');
  const partition: PartitionRecord = { input: { ...input, Values: values }, createdAtMs };
  return { ...table, partitions: { ...table.partitions, [name]: partition } };
};
