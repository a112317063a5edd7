export { type Environment } from './execution-environment.js';
export { type FunctionAccess } from './function-access.js';
export { type FunctionConfiguration } from './function-configuration.js';
export { type Answer, type Invocation } from './runtime-messages.js';
export { type EnvironmentStarter } from './start-environment.js';
export { createLambda, type Lambda, type LambdaOptions } from './create-lambda.js';
export { type LambdaApi } from './operations.js';
export { type FunctionRole, type LambdaPorts } from './ports.js';
export type { MappingPorts, MappingPortsFor, MappingRole } from './event-source-mapping/mapping-ports.js';
