import { arnOf } from '../../core/cloud-context.js';
import type { WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import type { DynamoDbState } from './dynamodb-state.js';
import { checkStreamSpecification } from './stream-specification.js';
import { describeNewTable, type TableDefinition, type TableDescription } from './table-description.js';
import { withTableNames } from './table-name.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = async (
  input: WireObject,
  state: DynamoDbState,
): Promise<{ TableDescription: TableDescription }> => {
  const { engine, context } = state;
  const { StreamSpecification, DeletionProtectionEnabled, Tags, ...rest } = withTableNames(input, context);
  refuseSecondaryIndexes(rest);
  const definition = {
    ...engine.check('CreateTable', rest),
    StreamSpecification: checkStreamSpecification(StreamSpecification),
    DeletionProtectionEnabled: DeletionProtectionEnabled === true,
  } as unknown as TableDefinition;

  const { description } = await engine.tables.create(describeNewTable(definition, context, engine.tables));
  if (Array.isArray(Tags) && Tags.length > 0) {
    const ResourceArn = arnOf(context, 'dynamodb', `table/${definition.TableName}`);
    await engine.run('TagResource', { ResourceArn, Tags });
  }
  return { TableDescription: description };
};

/** Differs: dynalite loses rows of secondary indexes (it keys them by 24 bits of a hash), so there are none here. */
const refuseSecondaryIndexes = (input: WireObject): void => {
  for (const kind of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'])
    if (input[kind] != null)
      throw validationError(`The local cloud does not keep secondary indexes; create the table without ${kind}.`);
};
