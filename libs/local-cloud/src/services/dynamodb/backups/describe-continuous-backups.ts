import { refuseUnknown } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { WireObject } from '../dynalite-engine.js';
import { describeRecovery } from './continuous-backups.js';
import { requireBackedUpTable } from './require-backed-up-table.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = (input: WireObject, state: DynamoDbState): WireObject => {
  refuseUnknown('DescribeContinuousBackups', input, ['TableName']);
  const { recovery } = requireBackedUpTable(input.TableName, state);
  return { ContinuousBackupsDescription: describeRecovery(recovery, state.context.clock) };
};
