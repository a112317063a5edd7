import { refuseUnknown } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { WireObject } from '../dynalite-engine.js';
import { checkRecovery, describeRecovery } from './continuous-backups.js';
import { requireBackedUpTable } from './require-backed-up-table.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups = async (input: WireObject, state: DynamoDbState): Promise<WireObject> => {
  refuseUnknown('UpdateContinuousBackups', input, ['TableName', 'PointInTimeRecoverySpecification']);
  const wanted = checkRecovery(input.PointInTimeRecoverySpecification);
  const table = requireBackedUpTable(input.TableName, state);
  const { clock } = state.context;
  await state.engine.tables.exclusively(table, () => state.engine.tables.setRecovery(table, wanted, clock.now()));
  return { ContinuousBackupsDescription: describeRecovery(table.recovery, clock) };
};
