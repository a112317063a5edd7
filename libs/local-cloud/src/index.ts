export { SystemClock, type Clock } from './core/clock.js';
export type { CloudContext } from './core/cloud-context.js';
export { systemDisk, type Disk } from './core/disk.js';
export { ManualClock } from './core/manual-clock.js';
export type { AccessDecided, ChangeCommitted, CloudObserver, ObjectCreated, Problem } from './core/observer.js';
export {
  UnsupportedTemplate,
  type IgnoredResource,
  type ProvisionedAssembly,
  type ProvisionedResource,
  type StackOutput,
} from './core/provisioning.js';
export type { StageProgress } from './core/service.js';
export { createAthena } from './services/athena/index.js';
export { createGlue } from './services/glue/index.js';
export { createIam, type Iam } from './services/iam/index.js';
export { createS3 } from './services/s3/index.js';
export { startLocalCloud, type LocalCloud, type LocalCloudOptions } from './local-cloud.js';
export type { Apis } from './services.js';
