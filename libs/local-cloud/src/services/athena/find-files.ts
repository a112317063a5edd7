import type { Table } from '@aws-sdk/client-glue';
import type { _Object } from '@aws-sdk/client-s3';
import type { LakeFile } from './engine/lake-table.js';
import { readProjection, type IsProjected } from './engine/projection.js';
import { QueryFailed } from './engine/query-failed.js';
import type { AthenaPorts } from './ports.js';
import { parseS3Location, type S3Location } from './s3-location.js';

/** The objects of a table that a query sees now: those below its location and, if it has partitions, in one of them. */
export const findFiles = async (table: Table, ports: AthenaPorts, nowMs: number): Promise<readonly LakeFile[]> => {
  const location = parseS3Location(table.StorageDescriptor?.Location);
  if (!location) throw new QueryFailed(`HIVE_INVALID_METADATA: table ${table.Name ?? ''} has no S3 location`);
  const inPartition = await partitionFilter(table, ports, nowMs);
  const files: LakeFile[] = [];
  for await (const object of objectsUnder(location, ports)) {
    if (!isVisible(object.Key ?? '', location) || !inPartition((object.Key ?? '').slice(location.prefix.length)))
      continue;
    const file = await lakeFile(object, location.bucket, ports);
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
  ports: AthenaPorts,
): Promise<LakeFile | undefined> => {
  const path = await ports.s3.localPath(bucket, Key);
  const uri = `s3://${bucket}/${Key}`;
  return path === undefined
    ? undefined
    : { path, uri, etag: ETag, sizeBytes: Size, compression: compressionOf(Key, uri) };
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

/** Tells whether an object, by its key below the table's location, lies in a partition of the table. */
const partitionFilter = async (
  table: Table,
  ports: AthenaPorts,
  nowMs: number,
): Promise<(relativeKey: string) => boolean> => {
  const columns = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name.toLowerCase());
  if (columns.length === 0) return () => true;
  const projected = readProjection(table.Parameters ?? {}, columns, nowMs);
  const template = projected && table.Parameters?.['storage.location.template'];
  if (template !== undefined && !isHiveTemplate(template, table, columns))
    throw new QueryFailed(
      `NOT_SUPPORTED: the local cloud reads the default layout ${columns.map((column) => `${column}=…/`).join('')} only, not ${template}`,
    );
  const known = projected ? undefined : await registeredPartitions(table, columns, ports);
  return (relativeKey) => {
    const values = partitionValues(relativeKey, columns);
    if (!values) return false;
    return known
      ? known.has(JSON.stringify(values))
      : values.every((value, index) => isProjected(projected, columns[index], value));
  };
};

const isProjected = (projected: ReadonlyMap<string, IsProjected> | undefined, column = '', value: string): boolean =>
  projected?.get(column)?.(value) ?? false;

const isHiveTemplate = (template: string, table: Table, columns: readonly string[]): boolean => {
  const location = (table.StorageDescriptor?.Location ?? '').replace(/\/$/, '');
  return template.replace(/\/$/, '') === [location, ...columns.map((column) => `${column}=\${${column}}`)].join('/');
};

/** The values of `dt=2026-11-23/…`, or undefined when the key is laid out otherwise. */
const partitionValues = (relativeKey: string, columns: readonly string[]): readonly string[] | undefined => {
  const folders = relativeKey.split('/').slice(0, -1);
  const values = columns.map((column, index) => {
    const folder = folders[index] ?? '';
    return folder.toLowerCase().startsWith(`${column}=`) ? folder.slice(column.length + 1) : undefined;
  });
  return values.every((value) => value !== undefined) ? values : undefined;
};

/** Partitions that were created in the catalog. Differs: their own locations must follow the default layout. */
const registeredPartitions = async (
  table: Table,
  columns: readonly string[],
  { glue }: AthenaPorts,
): Promise<ReadonlySet<string>> => {
  const known = new Set<string>();
  let token: string | undefined;
  do {
    const page = await glue.GetPartitions({
      DatabaseName: table.DatabaseName,
      TableName: table.Name,
      NextToken: token,
    });
    for (const { Values = [], StorageDescriptor } of page.Partitions ?? []) {
      const expected = [
        (table.StorageDescriptor?.Location ?? '').replace(/\/$/, ''),
        ...columns.map((column, index) => `${column}=${Values[index] ?? ''}`),
      ].join('/');
      const actual = (StorageDescriptor?.Location ?? expected).replace(/\/$/, '');
      if (actual !== expected)
        throw new QueryFailed(`NOT_SUPPORTED: the local cloud expects the partition at ${expected}, not at ${actual}`);
      known.add(JSON.stringify(Values));
    }
    token = page.NextToken;
  } while (token !== undefined);
  return known;
};
