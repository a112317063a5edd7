import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LAKE_COLUMNS, PARTITION_KEYS, SERDE, TABLE_NAME } from '@sales-cdc/lake-table';
import { createAthena, createGlue, createS3, SystemClock, systemDisk, type CloudContext } from '@sales-cdc/local-cloud';
import { lehmer, saleLine } from './sale-lines.js';

const DAY_MS = 86_400_000;
const OBJECTS = 200;
const DAYS = 20;
export const ROWS = 1_000_000;
export const DATABASE = 'bench';

/** The services that the benchmark needs, over a lake of a million rows. */
export interface Lake {
  readonly athena: ReturnType<typeof createAthena>;
  /** The lake's objects on this machine. */
  readonly paths: readonly string[];
}

/** Opens the lake of today, and writes it where no run of today has done so. */
export const openLake = async (): Promise<Lake> => {
  const today = new Date().toISOString().slice(0, 10);
  const dataDirectory = join(tmpdir(), `sales-cdc-bench-athena-${today}`);
  const done = join(dataDirectory, 'done');
  const isThere = await stat(done).then(
    () => true,
    () => false,
  );
  if (!isThere) await rm(dataDirectory, { recursive: true, force: true });
  await mkdir(dataDirectory, { recursive: true });
  const context = contextOf(dataDirectory);
  const s3 = createS3(context);
  if (!isThere) {
    console.error(`Writing ${ROWS} rows in ${OBJECTS} objects …`);
    await writeLake(s3);
    await writeFile(done, '');
  }
  const glue = createGlue(context, { s3: s3.api });
  await glue.api.CreateDatabase({ DatabaseInput: { Name: DATABASE } }).catch(() => undefined); // kept from before
  await glue.api.CreateTable({ DatabaseName: DATABASE, TableInput: tableInput }).catch(() => undefined);
  const paths: string[] = [];
  for (const key of keys()) paths.push((await s3.localPath('lake', key)) ?? '');
  return { athena: createAthena(context, { glue: glue.api, s3 }), paths };
};

const contextOf = (dataDirectory: string): CloudContext => ({
  partition: 'aws',
  region: 'us-east-1',
  accountId: '000000000000',
  dataDirectory,
  disk: systemDisk,
  clock: new SystemClock(),
  observer: {},
  limits: 'aws',
  random: Math.random,
});

const dayOf = (index: number): number => Math.floor(Date.now() / DAY_MS) * DAY_MS - (index % DAYS) * DAY_MS;

const keys = (): readonly string[] =>
  Array.from(
    { length: OBJECTS },
    (_, index) => `sales/dt=${new Date(dayOf(index)).toISOString().slice(0, 10)}/${index}.gz`,
  );

const writeLake = async (s3: ReturnType<typeof createS3>): Promise<void> => {
  await s3.api.CreateBucket({ Bucket: 'lake' });
  for (const [index, key] of keys().entries()) {
    const random = lehmer(index + 1);
    const lines = Array.from({ length: ROWS / OBJECTS }, () => saleLine(LAKE_COLUMNS, random, dayOf(index)));
    await s3.api.PutObject({ Bucket: 'lake', Key: key, Body: gzipSync(lines.join('')) });
  }
};

const glueColumns = (columns: typeof LAKE_COLUMNS): { Name: string; Type: string }[] =>
  columns.map(({ name, type }) => ({ Name: name, Type: type }));

const tableInput = {
  Name: TABLE_NAME,
  TableType: 'EXTERNAL_TABLE',
  Parameters: {
    'projection.enabled': 'true',
    'projection.dt.type': 'date',
    'projection.dt.range': '2020-01-01,NOW+1DAY',
    'projection.dt.format': 'yyyy-MM-dd',
  },
  PartitionKeys: glueColumns(PARTITION_KEYS),
  StorageDescriptor: {
    Columns: glueColumns(LAKE_COLUMNS),
    Location: 's3://lake/sales/',
    SerdeInfo: { SerializationLibrary: SERDE.serializationLibrary, Parameters: SERDE.parameters },
  },
};
