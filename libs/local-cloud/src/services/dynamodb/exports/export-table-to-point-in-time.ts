import { AwsError } from '@sales-cdc/aws-wire';
import { requireBackedUpTable } from '../backups/require-backed-up-table.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { WireObject } from '../dynalite-engine.js';
import { describeExportRecord } from './export-record.js';
import { readExportRequest } from './read-export-request.js';

/**
 * Answers when the export has begun; DescribeExport tells how it ended.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 */
export const exportTableToPointInTime = async (input: WireObject, state: DynamoDbState): Promise<WireObject> => {
  const request = readExportRequest(input);
  const table = requireBackedUpTable(request.TableArn, state);
  if (!table.recovery)
    throw new AwsError(
      'PointInTimeRecoveryUnavailableException',
      `Point in time recovery is not enabled for table '${table.description.TableName}'`,
    );
  return { ExportDescription: describeExportRecord(await state.exports.start(request, table)) };
};
