export { connectionOf, type Connection, type ConnectionOptions } from './connection.js';
export { readDeployment, stackNameOf, type Deployment } from './deployment.js';
export type { Environment } from './environment.js';
export { explainRefusal } from './explain-refusal.js';
export { locatePipeline, type LocatedPipeline, type PipelineOptions, type Surroundings } from './locate-pipeline.js';
export { UserError } from './user-error.js';
