import type { LocalCloud } from '@sales-cdc/local-cloud';
import type { LakeLocation } from './lake-watch.js';
import type { Pipeline } from './pipeline.js';

/** Where the rows of the declared table lie, as the catalog has it. */
export const lakeLocation = async (
  glue: Pick<LocalCloud['apis']['glue'], 'GetTable'>,
  { databaseName, lakeTableName }: Pipeline,
): Promise<LakeLocation> => {
  const { Table } = await glue.GetTable({ DatabaseName: databaseName, Name: lakeTableName });
  const location = Table?.StorageDescriptor?.Location ?? '';
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  if (bucket === undefined || prefix === undefined)
    throw new Error(
      `The table ${databaseName}.${lakeTableName} has the location "${location}", which is no s3:// address.`,
    );
  return { bucket, prefix };
};
