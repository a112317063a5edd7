export { createDynamoDb, type ChangeStreams, type DynamoDb, type DynamoDbApi } from './dynamodb.js';
export { type OpenStore } from './dynalite-engine.js';
export { type DynaliteStore, type LevelDatabase } from './level-store.js';
export { type ChangeStream } from './change-stream.js';
export { type StreamShard } from './shards/stream-shard.js';
export { type StreamRecord } from './stream-record.js';
export { type AttributeValue, type Item } from './table-description.js';
