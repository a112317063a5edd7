/** A record of a DynamoDB stream: the SDK's, with dates and bytes, or the wire's. */
export interface StreamRecord {
  readonly eventID?: string | undefined;
  readonly dynamodb?: { readonly SequenceNumber?: string | undefined; readonly Keys?: object | undefined } | undefined;
  readonly userIdentity?: object | undefined;
}

/** The operations of DynamoDB Streams that a redrive needs. */
export interface ChangeSource {
  GetShardIterator(input: {
    readonly StreamArn: string;
    readonly ShardId: string;
    readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'TRIM_HORIZON';
    readonly SequenceNumber?: string;
  }): Promise<{ readonly ShardIterator?: string | undefined }>;
  GetRecords(input: { readonly ShardIterator: string }): Promise<{
    readonly Records?: readonly StreamRecord[] | undefined;
    readonly NextShardIterator?: string | undefined;
  }>;
}
