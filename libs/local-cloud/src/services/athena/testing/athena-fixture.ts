import type { QueryExecution } from '@aws-sdk/client-athena';
import type { TableInput } from '@aws-sdk/client-glue';
import { parseStatement } from '@sales-cdc/athena-sql';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testContext } from '../../../core/test-context.js';
import { createGlue, type GlueService } from '../../glue/index.js';
import { createS3, type S3Service } from '../../s3/index.js';
import { createAthena, type AthenaService } from '../index.js';

export type Texts = (string | undefined)[];

/** Athena with the real catalog and the real S3, the database `sales` and the buckets `lake` and `results`. */
export class AthenaFixture implements AsyncDisposable {
  private constructor(
    private readonly directory: string,
    readonly s3: S3Service,
    readonly glue: GlueService,
    readonly athena: AthenaService,
  ) {}

  /** A cold Jest compiles the grammars and loads the engine, which takes longer than a test may. */
  static async warmUp(): Promise<void> {
    await parseStatement('SHOW TABLES');
    await using fixture = await AthenaFixture.open();
    await fixture.run('SELECT 1');
  }

  static async open(): Promise<AthenaFixture> {
    const directory = await mkdtemp(join(tmpdir(), 'athena-'));
    let seed = 1;
    const context = testContext(directory, { random: () => (seed = (seed * 16807) % 2147483647) / 2147483647 });
    const s3 = createS3(context);
    const glue = createGlue(context, { s3: s3.api });
    const fixture = new AthenaFixture(directory, s3, glue, createAthena(context, { glue: glue.api, s3 }));
    await s3.api.CreateBucket({ Bucket: 'lake' });
    await s3.api.CreateBucket({ Bucket: 'results' });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'sales' } });
    return fixture;
  }

  /** A table of JSON lines at `s3://lake/<name>/`. */
  async table(name: string, columns: Readonly<Record<string, string>>, more: Partial<TableInput> = {}): Promise<void> {
    await this.glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: {
        Name: name,
        TableType: 'EXTERNAL_TABLE',
        StorageDescriptor: {
          Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
          Location: `s3://lake/${name}/`,
          SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        },
        ...more,
      },
    });
  }

  /** An object of JSON lines. */
  async put(key: string, ...rows: readonly unknown[]): Promise<void> {
    const Body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await this.s3.api.PutObject({ Bucket: 'lake', Key: key, Body });
  }

  async run(sql: string, ...parameters: readonly string[]): Promise<QueryExecution> {
    const { QueryExecutionId } = await this.athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'sales' },
      ResultConfiguration: { OutputLocation: 's3://results/athena' },
      ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
    });
    await this.athena.whenEnded(QueryExecutionId);
    return (await this.athena.api.GetQueryExecution({ QueryExecutionId })).QueryExecution;
  }

  /** Every row of the result, also the header that a query has. */
  async rows(sql: string, ...parameters: readonly string[]): Promise<Texts[]> {
    const { Status, QueryExecutionId } = await this.run(sql, ...parameters);
    if (Status?.State !== 'SUCCEEDED') throw new Error(Status?.StateChangeReason);
    const { ResultSet } = await this.athena.api.GetQueryResults({ QueryExecutionId });
    return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
  }

  /** The result of a statement that answers with text. */
  async lines(sql: string): Promise<readonly (string | undefined)[]> {
    return (await this.rows(sql)).flat();
  }

  /** Why the statement is refused or fails. */
  async failure(sql: string, ...parameters: readonly string[]): Promise<string | undefined> {
    try {
      const { Status } = await this.run(sql, ...parameters);
      return Status?.State === 'FAILED' ? Status.StateChangeReason : `not FAILED but ${Status?.State ?? ''}`;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.athena[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true });
  }
}
