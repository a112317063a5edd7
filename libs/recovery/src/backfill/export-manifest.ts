import { bytesOf } from '../objects/lines.js';
import type { ObjectStore } from '../objects/object-store.js';
import { Refusal } from '../refusal.js';
import { membersOf, parsedMembers } from '../queue/message-members.js';
import { isServiceError } from '../shard-range/service-error.js';

/** Where an export lies: the folder that DynamoDB made for it, `PREFIX/AWSDynamoDB/01700000000000-0a1b2c3d`. */
export interface ExportLocation {
  readonly bucket: string;
  readonly folder: string;
}

/** A data file as the manifest names it. */
export interface ExportFile {
  readonly key: string;
  readonly itemCount: number;
  /** Base64. */
  readonly md5: string;
}

export interface ExportManifest {
  readonly exportArn: string;
  readonly tableName: string;
  /** The moment that the items are of, in milliseconds since 1970. */
  readonly exportTimeMs: number;
  readonly files: readonly ExportFile[];
}

/** Reads `s3://BUCKET/…/AWSDynamoDB/EXPORT`, with or without the name of the manifest; throws a Refusal for what is none. */
export const exportLocation = (url: string): ExportLocation => {
  const [, bucket, folder] = /^s3:\/\/([^/]+)\/(.+?)(?:\/manifest-summary\.json)?\/?$/.exec(url) ?? [];
  if (bucket === undefined || folder === undefined)
    throw new Refusal(
      `${JSON.stringify(url)} is no export: write it like s3://BUCKET/AWSDynamoDB/01700000000000-0a1b2c3d.`,
    );
  return { bucket, folder };
};

/**
 * Reads the manifests of an export; throws a Refusal that names what is missing or not supported.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export const readExportManifest = async (
  store: Pick<ObjectStore, 'GetObject'>,
  { bucket, folder }: ExportLocation,
): Promise<ExportManifest> => {
  const place = `s3://${bucket}/${folder}`;
  const summary = parsedMembers(await textOf(store, bucket, `${folder}/manifest-summary.json`, place));
  const { exportArn, tableArn, exportTime, itemCount, outputFormat, exportType = 'FULL_EXPORT' } = summary;
  if (outputFormat !== 'DYNAMODB_JSON' || exportType !== 'FULL_EXPORT')
    throw new Refusal(
      `The export ${place} is ${String(exportType)} in ${String(outputFormat)}: only FULL_EXPORT in DYNAMODB_JSON is read.`,
    );
  const exportTimeMs = Date.parse(String(exportTime));
  if (typeof exportArn !== 'string' || typeof tableArn !== 'string' || Number.isNaN(exportTimeMs))
    throw new Refusal(`The manifest of ${place} names no export, no table or no time.`);
  const { manifestFilesS3Key: filesKey } = summary;
  const manifestKey = typeof filesKey === 'string' ? filesKey : `${folder}/manifest-files.json`;
  const files = filesIn(await textOf(store, bucket, manifestKey, place));
  const listed = files.reduce((sum, file) => sum + file.itemCount, 0);
  if (listed !== itemCount)
    throw new Refusal(
      `The export ${place} is cut short: it says ${String(itemCount)} items, its files have ${listed}.`,
    );
  return { exportArn, tableName: tableArn.split('/').at(-1) ?? '', exportTimeMs, files };
};

const filesIn = (text: string): readonly ExportFile[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { dataFileS3Key, itemCount, md5Checksum } = membersOf(parsedMembers(line));
      return { key: String(dataFileS3Key), itemCount: Number(itemCount), md5: String(md5Checksum) };
    });

const textOf = async (
  store: Pick<ObjectStore, 'GetObject'>,
  Bucket: string,
  Key: string,
  place: string,
): Promise<string> => {
  try {
    return (await bytesOf((await store.GetObject({ Bucket, Key })).Body)).toString('utf8');
  } catch (error) {
    if (isServiceError(error, ['NoSuchKey', 'NoSuchBucket']))
      throw new Refusal(`There is no finished export at ${place}: ${Key} is not there.`, { cause: error });
    throw error;
  }
};
