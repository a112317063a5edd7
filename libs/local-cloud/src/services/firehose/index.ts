export { createFirehose, type Firehose } from './create-firehose.js';
export { type FirehoseApi } from './operations.js';
export {
  type DeliveryRoles,
  type FirehosePorts,
  type FirehosePortsFor,
  type KinesisPort,
  type NewObject,
} from './ports.js';
