import type { CloudContext } from '../../../core/cloud-context.js';
import { keysUnder, itemPrefix, type LevelDatabase } from '../level-store.js';
import type { DynamoDbPorts } from '../ports.js';
import { exportIdOf, type ExportRecord } from './export-record.js';
import { md5, writeDataFiles, type WrittenData } from './write-data-files.js';

/** Where the objects of an export go. */
export interface ExportTarget {
  /** `prefix/AWSDynamoDB/01763985600000-0a1b2c3d` */
  readonly folder: string;
  readonly random: () => number;
  /** Writes an object and gives its ETag, without quotes. */
  readonly put: (key: string, body: Uint8Array | string) => Promise<string>;
}

/**
 * Writes the items of the table, as they are when this begins, in AWS's layout; the summary manifest is last.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export const writeExport = async (
  record: ExportRecord,
  tableName: string,
  level: LevelDatabase,
  s3: NonNullable<DynamoDbPorts['s3']>,
  { clock, random }: CloudContext,
): Promise<ExportRecord> => {
  // An iterator of LevelDB goes over a snapshot: writes that come meanwhile are not in it.
  const items = level.values(keysUnder(itemPrefix(tableName)));
  const target = targetOf(record, s3, random);
  await target.put(`${target.folder}/_started`, '');
  const written = await writeDataFiles(items, target);
  const endedAtMs = clock.now();
  const manifestKey = await writeManifests({ ...record, endedAtMs }, written, target);
  const { itemCount, sizeBytes: billedSizeBytes } = written;
  return { ...record, status: 'COMPLETED', endedAtMs, manifestKey, itemCount, billedSizeBytes };
};

const targetOf = (record: ExportRecord, s3: NonNullable<DynamoDbPorts['s3']>, random: () => number): ExportTarget => {
  const { S3Bucket: Bucket, S3Prefix } = record.request;
  return {
    folder: `${S3Prefix ? `${S3Prefix.replace(/\/$/, '')}/` : ''}AWSDynamoDB/${exportIdOf(record)}`,
    random,
    put: async (Key, Body) => (await s3.PutObject({ Bucket, Key, Body })).ETag?.replaceAll('"', '') ?? '',
  };
};

/** Each manifest with its checksum beside it; the key of the summary. */
const writeManifests = async (
  record: ExportRecord,
  { files, itemCount, sizeBytes }: WrittenData,
  { put, folder }: ExportTarget,
): Promise<string> => {
  const write = async (name: string, text: string): Promise<string> => {
    await put(`${folder}/${name}.json`, text);
    await put(`${folder}/${name}.checksum`, md5(text));
    return `${folder}/${name}.json`;
  };
  const lines = files.map((file) => `${JSON.stringify(file)}\n`).join('');
  const manifestFilesS3Key = await write('manifest-files', lines);
  return write('manifest-summary', JSON.stringify({ ...summaryOf(record, itemCount, sizeBytes), manifestFilesS3Key }));
};

const summaryOf = (record: ExportRecord, itemCount: number, billedSizeBytes: number): object => {
  const startTime = new Date(record.startedAtMs).toISOString();
  return {
    version: '2020-06-30',
    exportArn: record.arn,
    startTime,
    endTime: new Date(record.endedAtMs ?? record.startedAtMs).toISOString(),
    tableArn: record.request.TableArn,
    tableId: record.tableId,
    exportTime: startTime,
    s3Bucket: record.request.S3Bucket,
    s3Prefix: record.request.S3Prefix ?? null,
    s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null,
    billedSizeBytes,
    itemCount,
    outputFormat: 'DYNAMODB_JSON',
    exportType: 'FULL_EXPORT',
  };
};
