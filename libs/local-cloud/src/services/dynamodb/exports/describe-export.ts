import { AwsError } from '@sales-cdc/aws-wire';
import { refuseUnknown } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { WireObject } from '../dynalite-engine.js';
import { describeExportRecord } from './export-record.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html */
export const describeExport = (input: WireObject, { exports }: DynamoDbState): WireObject => {
  refuseUnknown('DescribeExport', input, ['ExportArn']);
  const arn = String(input.ExportArn);
  const record = exports.find(arn);
  if (!record) throw new AwsError('ExportNotFoundException', `Export not found: ${arn}`);
  return { ExportDescription: describeExportRecord(record) };
};
