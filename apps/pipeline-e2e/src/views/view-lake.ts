import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  ERROR_COLUMNS,
  ERROR_SERDE,
  ERROR_TABLE_NAME,
  LAKE_COLUMNS,
  LAKE_VIEWS,
  PARTITION_KEYS,
  SERDE,
  TABLE_NAME,
  glueView,
  type GlueColumn,
} from '@sales-cdc/lake-table';
import { startLocalCloud, SystemClock, type LocalCloud } from '@sales-cdc/local-cloud';
import { ERROR_PREFIX, SALES_PREFIX, partitionProjection } from '@sales-cdc/partitioning';
import { askAthena, type AnswerRow } from './ask-athena.js';

const LAMBDA_RUNTIME = pathToFileURL(
  join(import.meta.dirname, '..', '..', '..', '..', 'libs', 'local-cloud', 'runtime', 'lambda-runtime.mjs'),
);
const DATABASE = 'sales_cdc_dev';
const BUCKET = 'lake';

const glueColumns = (columns: readonly GlueColumn[]) => columns.map(({ name, type }) => ({ Name: name, Type: type }));

const storage = (prefix: string, columns: readonly GlueColumn[], serde: typeof SERDE | typeof ERROR_SERDE) => ({
  Columns: glueColumns(columns),
  Location: `s3://${BUCKET}/${prefix}`,
  InputFormat: serde.inputFormat,
  OutputFormat: serde.outputFormat,
  SerdeInfo: { SerializationLibrary: serde.serializationLibrary, Parameters: serde.parameters },
});

/** A lake of its own in this process: the tables and views of the lake over objects that a test writes itself. */
export class ViewLake implements AsyncDisposable {
  #objects: string[] = [];

  private constructor(
    private readonly cloud: LocalCloud,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ViewLake> {
    const folder = await mkdtemp(join(tmpdir(), 'views-'));
    const cloud = await startLocalCloud({
      assembly: { directory: folder, stacks: [], assetPath: () => undefined },
      clock: new SystemClock(),
      dataDirectory: folder,
      port: 0,
      limits: 'lifted',
      observer: {},
      lambdaRuntime: LAMBDA_RUNTIME,
      onDefect: (error) => {
        throw error;
      },
    });
    const lake = new ViewLake(cloud, folder);
    try {
      await lake.#create();
      return lake;
    } catch (error) {
      await lake[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #create(): Promise<void> {
    const { glue, s3 } = this.cloud.apis;
    await s3.CreateBucket({ Bucket: BUCKET });
    await glue.CreateDatabase({ DatabaseInput: { Name: DATABASE } });
    await glue.CreateTable({
      DatabaseName: DATABASE,
      TableInput: {
        Name: TABLE_NAME,
        TableType: 'EXTERNAL_TABLE',
        Parameters: partitionProjection,
        PartitionKeys: glueColumns(PARTITION_KEYS),
        StorageDescriptor: storage(SALES_PREFIX, LAKE_COLUMNS, SERDE),
      },
    });
    await glue.CreateTable({
      DatabaseName: DATABASE,
      TableInput: {
        Name: ERROR_TABLE_NAME,
        TableType: 'EXTERNAL_TABLE',
        StorageDescriptor: storage(ERROR_PREFIX, ERROR_COLUMNS, ERROR_SERDE),
      },
    });
    for (const view of LAKE_VIEWS) {
      const { name, tableType, viewOriginalText, viewExpandedText, parameters, columns } = glueView(view, DATABASE);
      await glue.CreateTable({
        DatabaseName: DATABASE,
        TableInput: {
          Name: name,
          TableType: tableType,
          ViewOriginalText: viewOriginalText,
          ViewExpandedText: viewExpandedText,
          Parameters: parameters,
          StorageDescriptor: { Columns: glueColumns(columns), SerdeInfo: {} },
        },
      });
    }
  }

  /** Replaces everything in the lake by objects with these texts, by key. */
  async hold(objects: Readonly<Record<string, string>>): Promise<void> {
    const { s3 } = this.cloud.apis;
    for (const Key of this.#objects) await s3.DeleteObject({ Bucket: BUCKET, Key });
    this.#objects = Object.keys(objects);
    for (const [Key, text] of Object.entries(objects))
      await s3.PutObject({ Bucket: BUCKET, Key, Body: Key.endsWith('.gz') ? gzipSync(text) : Buffer.from(text) });
  }

  /** The rows of a query with at most 999 of them; throws Athena's reason when it fails. */
  async query(sql: string, parameters: readonly string[] = []): Promise<readonly AnswerRow[]> {
    const { athena } = this.cloud.apis;
    const location = { OutputLocation: `s3://${BUCKET}/results/` };
    return askAthena(athena, {
      QueryString: sql,
      QueryExecutionContext: { Database: DATABASE },
      ResultConfiguration: location,
      ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cloud[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}
