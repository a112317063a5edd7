export { createPipes, type Pipes } from './pipes.js';
export type { PipesApi } from './operations.js';
export type { KinesisPort, PipePortsFor, PipeRole, PipesPorts } from './ports.js';
