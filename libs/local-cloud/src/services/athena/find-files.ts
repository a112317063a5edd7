import type { Table } from '@aws-sdk/client-glue';
import type { _Object } from '@aws-sdk/client-s3';
import type { KeepPartitions, LakeFile, PartitionValues } from './engine/lake-table.js';
import { readProjection, type ProjectedColumn } from './engine/projection.js';
import { QueryFailed } from './engine/query-failed.js';
import { locationTemplate } from './location-template.js';
import type { AthenaPorts } from './ports.js';
import { parseS3Location, type S3Location } from './s3-location.js';

/** So many places are listed one by one; for more, all that lies below the table is. */
const MOST_LISTINGS = 50;
/** More partitions than these are not made up before the table is listed. */
const MOST_CANDIDATES = 20_000;

/** A partition of a table and where its objects lie. */
export interface Partition {
  readonly values: PartitionValues;
  readonly location: S3Location;
}

/**
 * The objects of a table that a statement sees now: those below its location and, if it has partitions, in those that are
 * kept. Objects of others are not even listed where that can be avoided.
 */
export const findFiles = async (
  table: Table,
  ports: AthenaPorts,
  nowMs: number,
  keep: KeepPartitions,
): Promise<readonly LakeFile[]> => {
  const location = parseS3Location(table.StorageDescriptor?.Location);
  if (!location) throw new QueryFailed(`HIVE_INVALID_METADATA: table ${table.Name ?? ''} has no S3 location`);
  const columns = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name.toLowerCase());
  if (columns.length === 0) return filesOf({ values: [], location }, table, ports);
  const projected = readProjection(table.Parameters ?? {}, columns, nowMs);
  const partitions = projected
    ? await projectedPartitions(table, columns, projected, ports, keep)
    : await kept(await registeredPartitions(table, columns, ports), keep);
  const files: LakeFile[] = [];
  for (const partition of partitions) files.push(...(await filesOf(partition, table, ports)));
  return files;
};

const kept = async (partitions: readonly Partition[], keep: KeepPartitions): Promise<readonly Partition[]> => {
  const isKept = await keep(partitions.map(({ values }) => values));
  return partitions.filter((_, index) => isKept[index]);
};

const filesOf = async (
  { values, location }: Partition,
  table: Table,
  ports: AthenaPorts,
): Promise<readonly LakeFile[]> => {
  const files: LakeFile[] = [];
  for await (const object of objectsUnder(location, ports)) {
    if (!isVisible(object.Key ?? '', location)) continue;
    const file = await lakeFile(object, location.bucket, values, table, ports);
    if (file && file.sizeBytes > 0) files.push(file);
  }
  return files;
};

async function* objectsUnder({ bucket, prefix }: S3Location, { s3 }: AthenaPorts): AsyncGenerator<_Object> {
  let token: string | undefined;
  do {
    const page = await s3.api.ListObjectsV2({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    yield* page.Contents ?? [];
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Athena takes names that begin with `_` or `.` for hidden. */
const isVisible = (key: string, { prefix }: S3Location): boolean =>
  !key
    .slice(prefix.length)
    .split('/')
    .some((part) => /^[_.]/.test(part));

const lakeFile = async (
  { Key = '', ETag = '', Size = 0 }: _Object,
  bucket: string,
  partition: PartitionValues,
  table: Table,
  ports: AthenaPorts,
): Promise<LakeFile | undefined> => {
  const path = await ports.s3.localPath(bucket, Key);
  if (path === undefined) return undefined;
  const uri = `s3://${bucket}/${Key}`;
  const isParquet = /parquet/i.test(table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? '');
  // Parquet says within the file how it is compressed.
  const compression = isParquet ? 'uncompressed' : compressionOf(Key, uri);
  return { path, uri, etag: ETag, sizeBytes: Size, compression, partition };
};

/** https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html */
const compressionOf = (key: string, uri: string): LakeFile['compression'] => {
  if (key.endsWith('.gz')) return 'gzip';
  if (key.endsWith('.zst')) return 'zstd';
  const [other] = /\.(bz2|snappy|lz4|deflate|lzo)$/.exec(key) ?? [];
  if (other !== undefined)
    throw new QueryFailed(`NOT_SUPPORTED: the local cloud does not read ${other} objects: ${uri}`);
  return 'uncompressed';
};

/** The partitions that the projection makes and that may hold what the statement asks for. One that is not in S3 is empty. */
const projectedPartitions = async (
  table: Table,
  columns: readonly string[],
  projected: readonly ProjectedColumn[],
  ports: AthenaPorts,
  keep: KeepPartitions,
): Promise<readonly Partition[]> => {
  const template = locationTemplate(table, columns);
  const partition = (values: readonly string[]): Partition => ({ values, location: template.locationOf(values) });
  const candidates = combinations(projected);
  const wanted = candidates && (await kept(candidates.map(partition), keep));
  if (wanted && wanted.length <= MOST_LISTINGS) return wanted;
  const found = new Map<string, readonly string[]>();
  for await (const { Key = '' } of objectsUnder(template.root, ports)) {
    const values = template.valuesOf(Key);
    if (values?.every((value, index) => projected[index]?.includes(value))) found.set(JSON.stringify(values), values);
  }
  if (!wanted) return kept([...found.values()].map(partition), keep);
  return wanted.filter(({ values }) => found.has(JSON.stringify(values)));
};

/** Every partition of the projection; undefined where they are too many. */
const combinations = (projected: readonly ProjectedColumn[]): readonly (readonly string[])[] | undefined => {
  let all: (readonly string[])[] = [[]];
  for (const { values } of projected) {
    if (!values || values.length * all.length > MOST_CANDIDATES) return undefined;
    all = all.flatMap((before) => values.map((value) => [...before, value]));
  }
  return all;
};

/** Hive's name for a partition whose value is NULL. */
export const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__';

/** Partitions that were created in the catalog, wherever they lie. */
export const registeredPartitions = async (
  table: Table,
  columns: readonly string[],
  { glue }: AthenaPorts,
): Promise<readonly Partition[]> => {
  const partitions: Partition[] = [];
  const template = locationTemplate({ ...table, Parameters: {} }, columns);
  let token: string | undefined;
  do {
    const page = await glue.GetPartitions({
      DatabaseName: table.DatabaseName,
      TableName: table.Name,
      NextToken: token,
    });
    for (const { Values = [], StorageDescriptor } of page.Partitions ?? [])
      partitions.push({
        values: Values.map((value) => (value === NULL_PARTITION ? undefined : value)),
        location: parseS3Location(StorageDescriptor?.Location) ?? template.locationOf(Values),
      });
    token = page.NextToken;
  } while (token !== undefined);
  return partitions;
};
