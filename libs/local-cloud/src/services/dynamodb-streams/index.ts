export { createDynamoDbStreams, type DynamoDbStreams, type DynamoDbStreamsApi } from './dynamodb-streams.js';
export { type DynamoDbStreamsPorts } from './ports.js';
