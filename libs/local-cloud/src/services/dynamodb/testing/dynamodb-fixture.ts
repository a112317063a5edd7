import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { ManualClock } from '../../../core/manual-clock.js';
import { testContext } from '../../../core/test-context.js';
import type { ChangeStream } from '../change-stream.js';
import { createDynamoDb, type DynamoDb } from '../dynamodb.js';
import type { StreamSettings, WireObject } from '../dynalite-engine.js';
import type { DynamoDbPorts } from '../ports.js';
import type { StreamRecord } from '../stream-record.js';

/** A table of items with the key `id`, and a stream of all images. */
export const TABLE = {
  TableName: 'sales',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const;

/** DynamoDB in a folder of its own, for specs. Disposing of it removes the folder. */
export class DynamoDbFixture implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly context: CloudContext;
  #dynamoDb: DynamoDb | undefined;

  private constructor(
    readonly folder: string,
    overrides: Partial<CloudContext>,
    private readonly settings: StreamSettings,
    private readonly ports: DynamoDbPorts,
  ) {
    this.context = testContext(folder, { clock: this.clock, ...overrides });
  }

  static async open(
    settings: StreamSettings = {},
    overrides: Partial<CloudContext> = {},
    ports: DynamoDbPorts = {},
  ): Promise<DynamoDbFixture> {
    const fixture = new DynamoDbFixture(await mkdtemp(join(tmpdir(), 'dynamodb-')), overrides, settings, ports);
    await fixture.#start();
    return fixture;
  }

  get dynamoDb(): DynamoDb {
    if (!this.#dynamoDb) throw new Error('DynamoDB is not open.');
    return this.#dynamoDb;
  }

  get api(): DynamoDb['api'] {
    return this.dynamoDb.api;
  }

  /** Ends the service and makes it anew over the same folder; meanwhile, with the folder to itself, `between` may work. */
  async reopen(settings: StreamSettings = this.settings, between: () => Promise<void> = async () => {}): Promise<void> {
    await this.dynamoDb[Symbol.asyncDispose]();
    await between();
    await this.#start(settings);
  }

  async #start(settings: StreamSettings = this.settings): Promise<void> {
    this.#dynamoDb = await createDynamoDb(this.context, this.ports, settings);
  }

  createTable(more: object = {}): Promise<unknown> {
    return this.api.CreateTable({ ...TABLE, ...more });
  }

  /** Puts an item with this id into the table `sales`. */
  put(id: string, more: object = {}): Promise<WireObject> {
    return this.api.PutItem({ TableName: TABLE.TableName, Item: { id: { S: id }, ...more } });
  }

  /** The first stream there is. */
  get stream(): ChangeStream {
    const [stream] = this.dynamoDb.changeStreams.all();
    if (!stream) throw new Error('There is no stream.');
    return stream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dynamoDb[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** All that can be read of a stream, shard by shard. */
export const recordsOf = async (stream: ChangeStream | undefined): Promise<readonly StreamRecord[]> => {
  const records: StreamRecord[] = [];
  if (!stream) return [];
  for (const shard of stream.shards) records.push(...(await stream.read(shard, shard.after, 1_000)));
  return records;
};

/** The ids of the items that the records are of. */
export const idsOf = (records: readonly StreamRecord[]): readonly unknown[] =>
  records.map(({ dynamodb }) => dynamodb.Keys.id?.S);
