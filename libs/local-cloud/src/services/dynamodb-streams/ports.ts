import type { ChangeStreams } from '../dynamodb/index.js';

/** What DynamoDB Streams needs from the rest of the cloud. */
export interface DynamoDbStreamsPorts {
  readonly changeStreams: ChangeStreams;
}
