import type { Column, PartitionInput, StorageDescriptor, TableInput } from '@aws-sdk/client-glue';
import type { CrawledObject } from './grouping/crawled-object.js';
import type { Leaf, TableGroup } from './grouping/table-group.js';
import { glueTypeOf, type JsonFields } from './inference/json-type.js';

/** Who writes, for the parameters that a crawler leaves in the catalog. */
export interface CrawlRun {
  readonly crawlerName: string;
  readonly runId: string;
}

/** A table as the crawler found it, before it looked at what the catalog has. */
export interface CrawledTable {
  readonly input: TableInput & { readonly Name: string; readonly StorageDescriptor: StorageDescriptor };
  readonly partitions: readonly CrawledPartition[];
}

export type CrawledPartition = PartitionInput & {
  readonly Values: string[];
  readonly StorageDescriptor: StorageDescriptor;
};

/** Writes a group of objects as Glue's crawler writes a table of JSON. */
export const crawledTable = (group: TableGroup, name: string, bucket: string, run: CrawlRun): CrawledTable => {
  const objects = group.leaves.flatMap((leaf) => leaf.objects);
  const parameters = { ...tableParameters(run), ...statistics(objects, group.compression) };
  return {
    input: {
      Name: name,
      Owner: 'owner',
      Retention: 0,
      TableType: 'EXTERNAL_TABLE',
      Parameters: { ...parameters, ...(group.keys.length > 0 && { 'partition_filtering.enabled': 'true' }) },
      PartitionKeys: partitionKeys(group.keys),
      StorageDescriptor: storage(group, `s3://${bucket}/${group.path}`, parameters, group.fields),
    },
    partitions: group.keys.length === 0 ? [] : group.leaves.map((leaf) => crawledPartition(leaf, group, bucket, run)),
  };
};

const crawledPartition = (leaf: Leaf, group: TableGroup, bucket: string, run: CrawlRun): CrawledPartition => {
  const parameters = { ...tableParameters(run), ...statistics(leaf.objects, group.compression) };
  return {
    Values: [...leaf.values],
    Parameters: parameters,
    StorageDescriptor: storage(group, `s3://${bucket}/${leaf.path}`, parameters, leaf.fields),
  };
};

/** Every key is a string; folders without a key are numbered. */
const partitionKeys = (keys: TableGroup['keys']): Column[] => {
  let unnamed = 0;
  return keys.map((key) => ({ Name: key ?? `partition_${unnamed++}`, Type: 'string' }));
};

const storage = (
  { compression }: TableGroup,
  location: string,
  parameters: Record<string, string>,
  fields: JsonFields,
): StorageDescriptor => ({
  Columns: [...fields].map(([name, type]) => ({ Name: name, Type: glueTypeOf(type) })),
  Location: location,
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  Compressed: compression === 'gzip',
  NumberOfBuckets: -1,
  SerdeInfo: {
    SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
    Parameters: { paths: [...fields.keys()].sort().join(',') },
  },
  BucketColumns: [],
  SortColumns: [],
  Parameters: parameters,
  StoredAsSubDirectories: false,
});

const tableParameters = ({ crawlerName, runId }: CrawlRun): Record<string, string> => ({
  classification: 'json',
  typeOfData: 'file',
  CrawlerSchemaSerializerVersion: '1.0',
  CrawlerSchemaDeserializerVersion: '1.0',
  UPDATED_BY_CRAWLER: crawlerName,
  CRAWL_RUN_ID: runId,
});

const statistics = (objects: readonly CrawledObject[], compression: string): Record<string, string> => {
  const sum = (of: (object: CrawledObject) => number): number => objects.reduce((total, one) => total + of(one), 0);
  const records = sum(({ schema }) => schema.records);
  const meanBytes = sum(({ schema }) => schema.records * schema.recordBytes) / Math.max(1, records);
  return {
    compressionType: compression,
    objectCount: String(objects.length),
    sizeKey: String(sum(({ sizeBytes }) => sizeBytes)),
    recordCount: String(records),
    averageRecordSize: String(Math.round(meanBytes)),
  };
};
