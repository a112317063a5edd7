import type { Table } from '@aws-sdk/client-glue';
import { parseS3Location } from '../s3-location.js';
import { textResult, type TextResult } from '../text-result.js';
import { requireTable } from './named-table.js';
import { allPartitions, createPartitions, partitionInput, partitionPath } from './partitions.js';
import { semanticFailure } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

const MOST_PER_BATCH = 100;

/**
 * Registers the partitions in Hive's layout that S3 has and the catalog has not; none is removed.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/msck-repair-table.html
 */
export const repairTable = async (
  { table: name }: StatementOf<'repair-table'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  if ((table.PartitionKeys ?? []).length === 0)
    throw semanticFailure(`Table ${table.Name ?? ''} is not a partitioned table`, 10241);
  const known = new Set((await allPartitions(table, scope)).map(({ Values }) => JSON.stringify(Values)));
  const missing = (await partitionsInS3(table, scope)).filter((values) => !known.has(JSON.stringify(values)));
  for (let start = 0; start < missing.length; start += MOST_PER_BATCH) {
    const inputs = missing.slice(start, start + MOST_PER_BATCH).map((values) => partitionInput(table, [...values]));
    await createPartitions(table, inputs, scope, { ifNotExists: true });
  }
  return textResult(missing.length > 0 ? ['result'] : [], repairLines(table, missing));
};

const repairLines = (table: Table, missing: readonly (readonly string[])[]): readonly string[] => {
  if (missing.length === 0) return [];
  const paths = missing.map((values) => `${table.Name ?? ''}:${partitionPath(table, values)}`);
  return [
    `Partitions not in metastore:\t${paths.join('\t')}`,
    ...paths.map((path) => `Repair: Added partition to metastore ${path}`),
  ];
};

/** The values of every `dt=2026-11-23/…` below the table's location that holds an object. */
const partitionsInS3 = async (table: Table, { ports: { s3 } }: StatementScope): Promise<readonly string[][]> => {
  const location = parseS3Location(table.StorageDescriptor?.Location);
  if (!location) throw semanticFailure(`table ${table.Name ?? ''} has no S3 location`);
  const found = new Map<string, string[]>();
  let token: string | undefined;
  do {
    const page = await s3.api.ListObjectsV2({
      Bucket: location.bucket,
      Prefix: location.prefix,
      ContinuationToken: token,
    });
    for (const { Key = '' } of page.Contents ?? []) {
      const values = valuesOf(table, Key.slice(location.prefix.length));
      if (values) found.set(JSON.stringify(values), values);
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return [...found.values()];
};

const valuesOf = ({ PartitionKeys }: Table, relativeKey: string): string[] | undefined => {
  const folders = relativeKey.split('/').slice(0, -1);
  const values = (PartitionKeys ?? []).map(({ Name = '' }, index) => {
    const folder = folders[index] ?? '';
    return folder.startsWith(`${Name}=`) ? folder.slice(Name.length + 1) : undefined;
  });
  return values.every((value) => value !== undefined && value !== '') ? (values as string[]) : undefined;
};
