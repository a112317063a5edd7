export { AwsError } from './aws-error.js';
export { CHECKSUM_ALGORITHMS, CHECKSUM_BYTES, startChecksum, type ChecksumAlgorithm } from './body/running-checksum.js';
export type { Protocol, WireCall, WireCaller, WireOperation, WireService } from './wire-service.js';
export { createWireServer, type WireServer, type WireServerOptions } from './server/create-wire-server.js';
