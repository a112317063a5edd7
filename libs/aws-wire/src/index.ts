export { AwsError } from './aws-error.js';
export type { Protocol, WireService } from './wire-service.js';
export { createWireServer, type WireServer, type WireServerOptions } from './server/create-wire-server.js';
