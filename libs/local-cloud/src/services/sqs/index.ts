export { createSqs, type Sqs } from './sqs.js';
export type { SqsApi } from './operations.js';
