export { createSns, type Sns } from './sns.js';
export type { SnsApi } from './operations.js';
export type { SnsPorts, SubscriberPorts } from './ports.js';
