import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { AthenaState } from '../athena-state.js';
import type { PartitionValues } from '../engine/lake-table.js';
import { QueryFailed } from '../engine/query-failed.js';
import { literal } from '../engine/sql-text.js';
import type { S3Location } from '../s3-location.js';
import type { EngineRun } from '../with-engine.js';
import { putObjects, type LocalObject } from './put-objects.js';
import type { WriteFormat } from './write-format.js';

/** https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html */
const MOST_PARTITIONS = 100;

/** A column that is written; its value is SQL over `c0`, `c1`, …, the columns of the query. */
export interface WrittenColumn {
  readonly sql: string;
  readonly name: string;
  /** The catalog's name of its type. */
  readonly type: string;
}

export interface WriteTarget {
  readonly format: WriteFormat;
  readonly columns: readonly WrittenColumn[];
  readonly partitionColumns: readonly WrittenColumn[];
  /** Where the rows with these values of the partition columns go. */
  locationOf(values: PartitionValues): S3Location;
  /** The beginning of the objects' names. */
  readonly fileName: string;
}

export interface Written {
  readonly rows: number;
  readonly partitions: readonly PartitionValues[];
  /** `s3://bucket/key` of each object. */
  readonly uris: readonly string[];
  /** Takes all of it back. */
  undo(): Promise<void>;
}

/** Runs the query into files of its own, and when all are there puts them into S3: all of them or none. */
export const writeRows = async (run: EngineRun, target: WriteTarget, state: AthenaState): Promise<Written> => {
  const { session, ready } = run;
  const table = await session.materialize(ready);
  const [[count] = [0]] = await session.query(ready, `SELECT count(*) FROM ${table}`);
  const partitions = await partitionsOf(run, table, target);
  const objects: LocalObject[] = [];
  for (const [index, values] of partitions.entries()) {
    const path = join(run.outputFolder, String(index));
    await session.query(ready, copySql(table, target, values, path));
    const { bucket, prefix } = target.locationOf(values);
    const key = `${prefix}${target.fileName}_${String(index).padStart(5, '0')}${extensionOf(target.format)}`;
    objects.push({ bucket, key, body: () => createReadStream(path) });
  }
  const undo = await putObjects(objects, state.ports);
  return { rows: Number(count), partitions, uris: objects.map(({ bucket, key }) => `s3://${bucket}/${key}`), undo };
};

/** The values of the partition columns in the result; without such columns one partition, if there is any row. */
const partitionsOf = async (
  { session, ready }: EngineRun,
  table: string,
  { partitionColumns }: WriteTarget,
): Promise<readonly PartitionValues[]> => {
  const texts = partitionColumns.map(({ sql }) => `CAST(${sql} AS VARCHAR)`);
  const rows = await session.query(
    ready,
    `SELECT DISTINCT ${['1', ...texts].join(', ')} FROM ${table} ORDER BY ALL LIMIT ${MOST_PARTITIONS + 1}`,
  );
  if (rows.length > MOST_PARTITIONS)
    throw new QueryFailed(
      `HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of ${MOST_PARTITIONS} open writers for partitions/buckets.`,
    );
  return rows.map(([, ...values]) => values.map((value) => (value === null ? undefined : (value as string))));
};

const copySql = (table: string, target: WriteTarget, values: PartitionValues, path: string): string => {
  const { kind, compression } = target.format;
  const columns = target.columns.map(
    ({ sql, name, type }) => `${writtenValue(sql, type, kind)} AS "${name.replaceAll('"', '""')}"`,
  );
  const conditions = target.partitionColumns.map(
    ({ sql }, index) => `CAST(${sql} AS VARCHAR) IS NOT DISTINCT FROM ${sqlText(values[index])}`,
  );
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `COPY (SELECT ${columns.join(', ')} FROM ${table}${where}) TO ${literal(path)} (FORMAT ${kind}, COMPRESSION ${compression})`;
};

const sqlText = (value: string | undefined): string => (value === undefined ? 'NULL' : literal(value));

/** JSON has timestamps as Athena's SerDe reads them. */
const writtenValue = (sql: string, type: string, kind: WriteFormat['kind']): string =>
  kind === 'json' && type === 'timestamp' ? `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')` : sql;

const extensionOf = ({ kind, compression }: WriteFormat): string => {
  if (kind === 'parquet') return '';
  return { gzip: '.gz', zstd: '.zst' }[compression] ?? '';
};
