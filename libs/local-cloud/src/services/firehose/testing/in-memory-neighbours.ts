import { AwsError } from '@sales-cdc/aws-wire';
import type {
  GetTableRequest,
  GetTableResponse,
  GetTableVersionRequest,
  GetTableVersionResponse,
} from '@aws-sdk/client-glue';
import type { GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-kinesis';
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { Clock } from '../../../core/clock.js';
import type { AppendLogEventsInput } from '../../logs/logs-api.js';
import type { FirehosePorts, GluePort, KinesisPort, NewObject } from '../ports.js';

interface StoredRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  readonly Data: Uint8Array;
  readonly ApproximateArrivalTimestamp: Date;
}
interface StoredShard {
  readonly records: StoredRecord[];
  readonly parentShardId?: string;
  isClosed: boolean;
}

const ITERATOR_LIFE_MS = 5 * 60_000;
const MAX_PAGE_RECORDS = 10_000;
const MAX_PAGE_BYTES = 10 * 1024 * 1024;

/** A Kinesis stream in memory, for specs: iterators are `shardId/index/issuedAt`. */
export class InMemoryKinesis implements KinesisPort {
  readonly #shards = new Map<string, StoredShard>();
  #sequence = 0;

  constructor(
    private readonly clock: Clock,
    shardIds: readonly string[],
  ) {
    for (const shardId of shardIds) this.#shards.set(shardId, { records: [], isClosed: false });
  }

  put(shardId: string, data: string | Uint8Array, partitionKey = 'key'): string {
    this.#sequence += 1;
    const SequenceNumber = `49${String(this.#sequence).padStart(54, '0')}`;
    const ApproximateArrivalTimestamp = new Date(this.clock.now());
    this.#require(shardId).records.push({
      SequenceNumber,
      PartitionKey: partitionKey,
      Data: Buffer.from(data),
      ApproximateArrivalTimestamp,
    });
    return SequenceNumber;
  }

  /** Closes the shard and opens one child. */
  reshard(shardId: string, childShardId: string): void {
    this.#require(shardId).isClosed = true;
    this.#shards.set(childShardId, { records: [], isClosed: false, parentShardId: shardId });
  }

  async ListShards(): ReturnType<KinesisPort['ListShards']> {
    const Shards = [...this.#shards].map(([ShardId, { parentShardId }]) => ({
      ShardId,
      HashKeyRange: undefined,
      SequenceNumberRange: undefined,
      ...(parentShardId !== undefined && { ParentShardId: parentShardId }),
    }));
    return { Shards };
  }

  async GetShardIterator(
    input: Parameters<KinesisPort['GetShardIterator']>[0],
  ): ReturnType<KinesisPort['GetShardIterator']> {
    const { ShardId = '', ShardIteratorType, StartingSequenceNumber } = input;
    if (ShardIteratorType === 'TRIM_HORIZON') return { ShardIterator: this.#iterator(ShardId, 0) };
    return { ShardIterator: this.#iterator(ShardId, this.#indexAfter(ShardId, StartingSequenceNumber)) };
  }

  async GetRecords({ ShardIterator = '' }: GetRecordsInput): Promise<GetRecordsOutput> {
    const [shardId = '', index, issuedAt] = ShardIterator.split('/');
    if (this.clock.elapsedMs() - Number(issuedAt) > ITERATOR_LIFE_MS)
      throw new AwsError('ExpiredIteratorException', 'Iterator expired.');
    const shard = this.#require(shardId);
    const end = Number(index) + pageLength(shard.records, Number(index));
    const atEnd = end === shard.records.length;
    return {
      Records: shard.records.slice(Number(index), end),
      MillisBehindLatest: atEnd ? 0 : 1,
      ...(!(atEnd && shard.isClosed) && { NextShardIterator: this.#iterator(shardId, end) }),
    };
  }

  async pendingAfter(_streamName: string, shardId: string, sequenceNumber: string | undefined): Promise<number> {
    return this.#require(shardId).records.length - this.#indexAfter(shardId, sequenceNumber);
  }

  #indexAfter(shardId: string, sequenceNumber: string | undefined): number {
    return this.#require(shardId).records.findIndex(({ SequenceNumber }) => SequenceNumber === sequenceNumber) + 1;
  }

  #iterator(shardId: string, index: number): string {
    return [shardId, index, this.clock.elapsedMs()].join('/');
  }

  #require(shardId: string): StoredShard {
    const shard = this.#shards.get(shardId);
    if (!shard) throw new AwsError('ResourceNotFoundException', `Shard ${shardId} not found.`);
    return shard;
  }
}

const pageLength = (records: readonly StoredRecord[], start: number): number => {
  let bytes = 0;
  const page = records.slice(start, start + MAX_PAGE_RECORDS);
  const tooLarge = page.findIndex(({ Data }) => (bytes += Data.byteLength) > MAX_PAGE_BYTES);
  return tooLarge < 0 ? page.length : tooLarge;
};

/** Objects in memory, for specs; `failing` decides which writes fail. */
export class InMemoryS3 {
  readonly objects = new Map<string, NewObject>();
  failing: () => boolean = () => false;

  async PutObject(object: NewObject): Promise<unknown> {
    if (this.failing()) throw new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
    this.objects.set(object.Key, object);
    return {};
  }
}

/** One table in memory, for specs: the types of its columns by their names, or an error. */
export class InMemoryGlue implements GluePort {
  columns: Readonly<Record<string, string>> = {};
  error: AwsError | undefined;

  async GetTable({ Name }: GetTableRequest): Promise<GetTableResponse> {
    if (this.error) throw this.error;
    const Columns = Object.entries(this.columns).map(([name, type]) => ({ Name: name, Type: type }));
    return { Table: { Name, StorageDescriptor: { Columns } } };
  }

  async GetTableVersion({ TableName }: GetTableVersionRequest): Promise<GetTableVersionResponse> {
    const { Table } = await this.GetTable({ DatabaseName: undefined, Name: TableName });
    return { TableVersion: { Table } };
  }
}

export interface ProcessingRecord {
  readonly recordId: string;
  readonly data: string;
}
export interface ProcessingRequest {
  readonly records: readonly ProcessingRecord[];
}

/** A function in memory, for specs: what it answers to an event, or throws. */
export class InMemoryLambda {
  readonly events: ProcessingRequest[] = [];

  constructor(public answer: (event: ProcessingRequest) => unknown) {}

  async Invoke({ Payload }: InvocationRequest): Promise<InvocationResponse> {
    const event = JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) as ProcessingRequest;
    this.events.push(event);
    try {
      return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(this.answer(event))) };
    } catch (error) {
      if (error instanceof AwsError) throw error;
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: Buffer.from(JSON.stringify({ errorMessage: String(error) })),
      };
    }
  }
}

/** What a transform answers that changes nothing. */
export const passOn = ({ records }: ProcessingRequest): unknown => ({
  records: records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data })),
});

export interface InMemoryNeighbours extends FirehosePorts {
  readonly kinesis: InMemoryKinesis;
  readonly lambda: InMemoryLambda;
  readonly s3: InMemoryS3;
  readonly backup: { readonly s3: InMemoryS3 };
  readonly glue: InMemoryGlue;
  readonly logged: AppendLogEventsInput[];
}

export const inMemoryNeighbours = (
  clock: Clock,
  shardIds: readonly string[] = ['shardId-000000000000'],
): InMemoryNeighbours => {
  const logged: AppendLogEventsInput[] = [];
  return {
    kinesis: new InMemoryKinesis(clock, shardIds),
    lambda: new InMemoryLambda(passOn),
    s3: new InMemoryS3(),
    backup: { s3: new InMemoryS3() },
    glue: new InMemoryGlue(),
    logged,
    logs: {
      append: async (input) => {
        logged.push(input);
      },
    },
  };
};
