export { createKinesis, type Kinesis, type KinesisApi } from './kinesis.js';
