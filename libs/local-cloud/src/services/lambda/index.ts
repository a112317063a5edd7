export { createLambda, type Lambda, type LambdaOptions } from './create-lambda.js';
export { type LambdaApi } from './operations.js';
export { type FunctionRole, type LambdaPorts } from './ports.js';
export type { MappingPorts, MappingPortsFor, MappingRole } from './event-source-mapping/mapping-ports.js';
