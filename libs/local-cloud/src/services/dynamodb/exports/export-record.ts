import type { WireObject } from '../dynalite-engine.js';

/** An export as it lies on disk; times are milliseconds since the epoch. */
export interface ExportRecord {
  readonly arn: string;
  /** What was asked for: another request with its ClientToken must be the same. */
  readonly request: ExportRequest;
  readonly tableId: string;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly manifestKey?: string;
  readonly itemCount?: number;
  readonly billedSizeBytes?: number;
  readonly failure?: { readonly code: string; readonly message: string };
}

/** The members of ExportTableToPointInTime that are honoured. */
export interface ExportRequest {
  readonly TableArn: string;
  readonly S3Bucket: string;
  readonly S3Prefix?: string;
  readonly S3BucketOwner?: string;
  readonly S3SseAlgorithm?: 'AES256';
  readonly ClientToken?: string;
  readonly ExportFormat?: 'DYNAMODB_JSON';
  readonly ExportType?: 'FULL_EXPORT';
}

/** The end of the ARN: `01763985600000-0a1b2c3d`. */
export const exportIdOf = ({ arn }: Pick<ExportRecord, 'arn'>): string => arn.slice(arn.lastIndexOf('/') + 1);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportDescription.html */
export const describeExportRecord = (record: ExportRecord): WireObject => ({
  ...record.request,
  ExportArn: record.arn,
  ExportStatus: record.status,
  StartTime: record.startedAtMs / 1000,
  TableId: record.tableId,
  ExportTime: record.startedAtMs / 1000,
  S3SseAlgorithm: 'AES256',
  ExportFormat: 'DYNAMODB_JSON',
  ExportType: 'FULL_EXPORT',
  ...(record.endedAtMs !== undefined && { EndTime: record.endedAtMs / 1000 }),
  ...(record.manifestKey !== undefined && { ExportManifest: record.manifestKey }),
  ...(record.itemCount !== undefined && { ItemCount: record.itemCount, BilledSizeBytes: record.billedSizeBytes }),
  ...(record.failure && { FailureCode: record.failure.code, FailureMessage: record.failure.message }),
});
