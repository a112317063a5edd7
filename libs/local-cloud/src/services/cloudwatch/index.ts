export { createCloudWatch, type CloudWatch, type CloudWatchPorts } from './create-cloudwatch.js';
export type { CloudWatchApi } from './operations.js';
