/** A record as GetRecords of Kinesis gives it. */
export interface ChangeRecord {
  readonly SequenceNumber?: string | undefined;
  readonly ApproximateArrivalTimestamp?: Date | undefined;
  readonly Data?: Uint8Array | undefined;
  readonly PartitionKey?: string | undefined;
}

/** The operations of Kinesis that read a shard again, in the shapes of the SDK. */
export interface ShardReader {
  GetShardIterator(input: {
    readonly StreamARN: string;
    readonly ShardId: string;
    readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'TRIM_HORIZON';
    readonly StartingSequenceNumber?: string;
  }): Promise<{ readonly ShardIterator?: string | undefined }>;
  GetRecords(input: { readonly ShardIterator: string; readonly StreamARN: string }): Promise<{
    readonly Records?: readonly ChangeRecord[] | undefined;
    readonly NextShardIterator?: string | undefined;
  }>;
}

/** The operation of Lambda that runs a function and waits for its answer. */
export interface FunctionInvoker {
  Invoke(input: { readonly FunctionName: string; readonly Payload: Uint8Array }): Promise<{
    readonly FunctionError?: string | undefined;
    readonly Payload?: Uint8Array | undefined;
  }>;
}
