export { addCdcPipeline, type CdcPipelineParts, type CdcPipelineProps } from './add-cdc-pipeline.js';
export { CdcPipeline } from './cdc-pipeline.js';
export { type SampleQuery } from './pipeline/query.js';
export { createServiceRole, type Permission, type ServiceRoleProps } from './pipeline/service-role.js';
export { completeStage, type DeliverySettings, type Stage, type StageDescription } from './stage.js';
