import type { Column, CreateCrawlerRequest, Partition, Table } from '@aws-sdk/client-glue';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CloudContext } from '../../../../core/cloud-context.js';
import { ManualClock } from '../../../../core/manual-clock.js';
import type { Problem } from '../../../../core/observer.js';
import { testContext } from '../../../../core/test-context.js';
import type { S3Service } from '../../../s3/index.js';
import type { GlueService } from '../../index.js';

/** Makes the services of a fixture; a spec gives them, since a service knows no other one's code. */
export interface Services {
  readonly s3: (context: CloudContext) => S3Service;
  readonly glue: (context: CloudContext, s3: S3Service) => GlueService;
}

/** A lake with an empty bucket `lake`, a database `shop` and time that passes when the spec says so. */
export class CrawlerFixture implements AsyncDisposable {
  readonly problems: Problem[] = [];
  readonly context: CloudContext;
  readonly s3: S3Service;
  glue: GlueService;

  private constructor(
    private readonly directory: string,
    private readonly services: Services,
    readonly clock: ManualClock,
  ) {
    const observer = { problem: (problem: Problem): unknown => this.problems.push(problem) };
    this.context = testContext(directory, { clock: this.clock, observer });
    this.s3 = services.s3(this.context);
    this.glue = services.glue(this.context, this.s3);
  }

  static async open(services: Services, clock = new ManualClock()): Promise<CrawlerFixture> {
    const fixture = new CrawlerFixture(await mkdtemp(join(tmpdir(), 'crawler-')), services, clock);
    await fixture.s3.api.CreateBucket({
      Bucket: 'lake',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await fixture.glue.api.CreateDatabase({ DatabaseInput: { Name: 'shop' } });
    return fixture;
  }

  /** Ends the service and opens it anew on the same files. */
  async restart(): Promise<void> {
    await this.glue[Symbol.asyncDispose]();
    this.glue = this.services.glue(this.context, this.s3);
  }

  /** Stores one JSON line for each row; packed where the key says so. */
  async put(key: string, ...rows: readonly unknown[]): Promise<void> {
    await this.putText(key, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  async putText(key: string, text: string): Promise<void> {
    await this.s3.api.PutObject({ Bucket: 'lake', Key: key, Body: key.endsWith('.gz') ? gzipSync(text) : text });
  }

  async create(path: string, more: Partial<CreateCrawlerRequest> = {}): Promise<void> {
    await this.glue.api.CreateCrawler({
      Name: 'crawler',
      Role: 'arn:aws:iam::123456789012:role/crawler',
      DatabaseName: 'shop',
      Targets: { S3Targets: [{ Path: path }] },
      ...more,
    });
  }

  /** Lets a run begin and waits until it has ended. */
  async crawl(): Promise<void> {
    await this.glue.api.StartCrawler({ Name: 'crawler' });
    await this.finish();
  }

  /** Lets the start-up pass and waits until the run has ended. */
  async finish(): Promise<void> {
    this.clock.advance(10_000);
    await this.glue.whenCrawled('crawler');
  }

  async tables(): Promise<readonly Table[]> {
    return (await this.glue.api.GetTables({ DatabaseName: 'shop' })).TableList ?? [];
  }

  /** `name type` of each column of a table, partition keys last. */
  async columns(table: string): Promise<readonly string[]> {
    const { Table } = await this.glue.api.GetTable({ DatabaseName: 'shop', Name: table });
    return [...(Table?.StorageDescriptor?.Columns ?? []), ...(Table?.PartitionKeys ?? [])].map(columnText);
  }

  async partitions(table: string): Promise<readonly Partition[]> {
    return (await this.glue.api.GetPartitions({ DatabaseName: 'shop', TableName: table })).Partitions ?? [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.glue[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true });
  }
}

export const columnText = ({ Name = '', Type = '' }: Column): string => `${Name} ${Type}`;
