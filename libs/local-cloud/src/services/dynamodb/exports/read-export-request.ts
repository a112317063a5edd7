import { AwsError } from '@sales-cdc/aws-wire';
import { refuseUnknown, validationError } from '../dynamodb-errors.js';
import type { WireObject } from '../dynalite-engine.js';
import type { ExportRequest } from './export-record.js';

const TEXTS = ['TableArn', 'S3Bucket', 'S3Prefix', 'S3BucketOwner', 'ClientToken'] as const;
const CHOICES = { S3SseAlgorithm: 'AES256', ExportFormat: 'DYNAMODB_JSON', ExportType: 'FULL_EXPORT' } as const;

/**
 * What is asked for, without what is null.
 * Differs: only full exports of a table as it is now, as DynamoDB JSON; ExportTime, ION, KMS and increments are refused.
 */
export const readExportRequest = (input: WireObject): ExportRequest => {
  if (input.ExportTime != null)
    throw new AwsError(
      'InvalidExportTimeException',
      'The local cloud exports a table as it is now; leave ExportTime out.',
    );
  refuseUnknown('ExportTableToPointInTime', input, [...TEXTS, ...Object.keys(CHOICES), 'ExportTime']);
  for (const member of ['TableArn', 'S3Bucket'])
    if (input[member] == null) throw constraint('null', member, 'not be null');
  for (const member of TEXTS)
    if (input[member] != null && typeof input[member] !== 'string')
      throw validationError(`${member} must be a string.`);
  for (const [member, value] of Object.entries(CHOICES))
    if (input[member] != null && input[member] !== value)
      throw validationError(
        `The local cloud exports with the ${member} ${value} only, not ${JSON.stringify(input[member])}.`,
      );
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as unknown as ExportRequest;
};

const constraint = (value: string, member: string, rule: string): AwsError =>
  validationError(
    `1 validation error detected: Value ${value} at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must ${rule}`,
  );
