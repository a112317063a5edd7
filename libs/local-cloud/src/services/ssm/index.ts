export { createSsm, type Ssm, type SsmApi } from './create-ssm.js';
