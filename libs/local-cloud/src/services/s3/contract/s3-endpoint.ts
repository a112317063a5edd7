import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { createWireServer, type WireServer } from '@sales-cdc/aws-wire';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../../core/manual-clock.js';
import { testContext } from '../../../core/test-context.js';
import { createS3, type S3Service } from '../index.js';
import type { S3Ports } from '../ports.js';

export const Bucket = 'lake';

/** S3 alone on a port, with an empty bucket `lake`, and the SDK's client of it. */
export class S3Endpoint implements AsyncDisposable {
  private constructor(
    private readonly directory: string,
    readonly clock: ManualClock,
    readonly service: S3Service,
    private readonly server: WireServer,
    /** Errors that no caller caused; a contract spec ends with none. */
    readonly defects: readonly unknown[],
    readonly client: S3Client,
  ) {}

  static async open(
    settings: { readonly region?: string; readonly ports?: S3Ports; readonly client?: S3ClientConfig } = {},
  ): Promise<S3Endpoint> {
    const { region = 'us-east-1', ports } = settings;
    const directory = await mkdtemp(join(tmpdir(), 's3-contract-'));
    const clock = new ManualClock();
    const service = createS3(testContext(directory, { clock, region }), ports);
    const defects: unknown[] = [];
    const server = await createWireServer({
      host: '127.0.0.1',
      port: 0,
      services: service.wire ? [service.wire] : [],
      now: () => clock.now(),
      onDefect: (error) => defects.push(error),
    });
    const client = new S3Client({ ...clientConfig(server.url, region), ...settings.client });
    await client.send(new CreateBucketCommand({ Bucket }));
    return new S3Endpoint(directory, clock, service, server, defects, client);
  }

  get url(): string {
    return this.server.url;
  }

  /** Stores an object of the bucket `lake`. */
  put(
    Key: string,
    Body: PutObjectCommandInput['Body'] = 'x',
    more: Partial<PutObjectCommandInput> = {},
  ): Promise<PutObjectCommandOutput> {
    return this.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  }

  /** The content of an object of the bucket `lake`. */
  async text(Key: string, more: Partial<GetObjectCommandInput> = {}): Promise<string | undefined> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return Body?.transformToString();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.server[Symbol.asyncDispose]();
    await this.service[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true });
  }
}

const clientConfig = (endpoint: string, region: string): S3ClientConfig => ({
  endpoint,
  region,
  forcePathStyle: true,
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

/** What the SDK throws, as a value. */
export const failure = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
